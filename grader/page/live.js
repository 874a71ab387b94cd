"use strict";
/* Keeps a served page up to date: each event renews one part of it, and nothing else moves. */
document.addEventListener("DOMContentLoaded", () => {
  const root = document.documentElement;
  const connection = document.querySelector(".connection");
  const PATIENT = 3;
  let since = root.dataset.since;
  let stream = null;
  let failures = 0;

  /* Only a page that is seen listens: a browser opens few connections to one server. */
  function listen() {
    stream?.close();
    stream = null;
    if (document.hidden || connection.dataset.state === "gone") return;
    stream = new EventSource(`${root.dataset.events}?since=${encodeURIComponent(since)}`);
    stream.addEventListener("open", () => { failures = 0; show("live"); });
    stream.addEventListener("error", () => {
      failures += 1;
      const over = stream.readyState === EventSource.CLOSED || failures >= PATIENT;
      show(over ? "gone" : "connecting");
      if (over) stream.close();
    });
    stream.addEventListener("bye", () => { stream.close(); show("gone"); });
    stream.addEventListener("part", (event) => {
      const { id, html, said } = JSON.parse(event.data);
      inPlace(() => renew(id, html));
      since = event.lastEventId;
      if (said) document.getElementById("said").textContent = said;
    });
  }
  function show(state) {
    connection.dataset.state = state;
  }

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

  /* A reader's own choice stays; else what matters now is open. No exercise folds by itself. */
  function keepFolds(old, made) {
    const before = new Map();
    for (const details of old.querySelectorAll("[data-key]")) before.set(details.dataset.key, details);
    for (const details of made.querySelectorAll("[data-key]")) {
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
    const folded = part.querySelector(`[data-key="${CSS.escape(key ?? "exercise")}"]`);
    const inside = folded ?? part;
    const button = copy && inside.querySelector(`[data-copy="${copy}"]`);
    (button || inside.querySelector("summary, a, button"))?.focus({ preventScroll: true });
  }

  /* What is read stays where it is, whatever grows or shrinks above it. */
  function inPlace(change) {
    const parts = [...document.querySelectorAll("#overview, .part")];
    const read = parts.find((part) => part.getBoundingClientRect().bottom > innerHeight / 3);
    const before = read?.getBoundingClientRect().top;
    change();
    const after = read && document.getElementById(read.id).getBoundingClientRect().top;
    if (scrollY > 0 && after !== before) scrollBy(0, after - before);
  }

  document.addEventListener("visibilitychange", listen);
  listen();
});
