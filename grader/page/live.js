"use strict";
/* Keeps a served page up to date: each event renews one part of it, and nothing else moves. */
document.addEventListener("DOMContentLoaded", () => {
  const root = document.documentElement;
  const connection = document.querySelector(".connection");
  const stream = new EventSource(`${root.dataset.events}?since=${encodeURIComponent(root.dataset.since)}`);

  stream.addEventListener("open", () => { connection.dataset.state = "live"; });
  stream.addEventListener("error", () => {
    connection.dataset.state = stream.readyState === EventSource.CLOSED ? "gone" : "connecting";
  });
  stream.addEventListener("bye", () => {
    stream.close();
    connection.dataset.state = "gone";
  });
  stream.addEventListener("part", (event) => {
    const { id, html, said } = JSON.parse(event.data);
    inPlace(() => renew(id, html));
    if (said) document.getElementById("said").textContent = said;
  });

  /* The new part is parsed in a document of its own, in which nothing runs. */
  function renew(id, html) {
    const old = document.getElementById(id);
    const made = new DOMParser().parseFromString(html, "text/html").getElementById(id);
    if (!old || !made) return;
    keepFolds(old, made);
    const focused = old.contains(document.activeElement) ? whereFocused() : null;
    old.replaceWith(document.adoptNode(made));
    if (focused) focusAgain(made, focused);
  }

  /* A reader's own choice stays; else what matters now is open. An exercise never folds by itself. */
  function keepFolds(old, made) {
    const before = new Map();
    for (const details of old.querySelectorAll("details[data-key]")) before.set(details.dataset.key, details);
    for (const details of made.querySelectorAll("details[data-key]")) {
      const was = before.get(details.dataset.key);
      if (!was) continue;
      const chosen = was.open !== was.hasAttribute("data-open");
      if (chosen || details.classList.contains("exercise")) details.open = was.open;
    }
  }

  function whereFocused() {
    const focused = document.activeElement;
    return { key: focused.closest("[data-key]")?.dataset.key, copy: focused.dataset.copy };
  }
  function focusAgain(part, { key, copy }) {
    const details = part.querySelector(`[data-key="${CSS.escape(key ?? "exercise")}"]`) ?? part;
    const target = (copy && details.querySelector(`[data-copy="${copy}"]`)) || details.querySelector("summary, a");
    target?.focus({ preventScroll: true });
  }

  /* What is at the top of the window stays there, whatever grows or shrinks above it. */
  function inPlace(change) {
    const parts = [...document.querySelectorAll("#overview, .part")];
    const top = parts.find((part) => part.getBoundingClientRect().bottom > 0);
    const before = top?.getBoundingClientRect().top;
    change();
    const after = top && document.getElementById(top.id)?.getBoundingClientRect().top;
    if (scrollY > 0 && after !== undefined && after !== before) scrollBy(0, after - before);
  }
});
