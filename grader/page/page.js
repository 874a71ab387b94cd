"use strict";
/* What the page does by itself: remember the colours, copy, open and close. */
(() => {
  const root = document.documentElement;
  const KEY = "underglass-colours";
  const MOMENT = 1800;

  function remembered() {
    try { return localStorage.getItem(KEY); } catch { return null; }
  }
  function remember(colours) {
    try { localStorage.setItem(KEY, colours); } catch { /* a browser may forbid it to a file */ }
  }
  root.dataset.colours = ["light", "dark"].includes(remembered()) ? remembered() : "auto";

  document.addEventListener("change", (event) => {
    if (event.target.name !== "colours") return;
    root.dataset.colours = event.target.value;
    remember(event.target.value);
  });

  /* The lines of a case: what is typed, or all of it as it looks at a prompt. */
  function linesOf(session) {
    const typed = [...session.querySelectorAll(".typed")].map((line) => line.textContent);
    return typed.join("\n") + "\n";
  }
  function sessionOf(session) {
    const lines = [...session.children].map((line) => {
      return ((line.dataset.prompt ?? "") + line.textContent).trimEnd();
    });
    return lines.join("\n") + "\n";
  }
  function textFor(button) {
    if (button.dataset.copy === "command") return button.parentElement.querySelector("[data-source]").textContent;
    const session = button.closest(".case").querySelector(".session");
    return button.dataset.copy === "lines" ? linesOf(session) : sessionOf(session);
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyBySelecting(text);
    }
  }
  /* Where there is no clipboard to write to: an old browser, or a page that isn't trusted. */
  function copyBySelecting(text) {
    const before = document.activeElement;
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "unseen";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    before?.focus({ preventScroll: true });
    return done;
  }
  async function copyFor(button) {
    const done = await copy(textFor(button));
    const said = done ? button.dataset.copied : button.dataset.notCopied;
    button.dataset.said = said;
    button.toggleAttribute("data-failed", !done);
    document.getElementById("said").textContent = said;
    setTimeout(() => delete button.dataset.said, MOMENT);
  }

  function reveal(hash) {
    const part = hash.startsWith("#exercise-") && document.getElementById(hash.slice(1));
    if (part) part.querySelector("details").open = true;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) copyFor(button);
    const fold = event.target.closest("[data-fold]");
    if (fold) {
      for (const exercise of document.querySelectorAll(".exercise")) {
        exercise.open = fold.dataset.fold === "open";
      }
    }
    const link = event.target.closest('a[href^="#"]');
    if (link) reveal(link.getAttribute("href"));
  });

  /* On paper all but the hints is open; afterwards everything is as it was. */
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open]):is(.exercise, .check)")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelector(`[name="colours"][value="${root.dataset.colours}"]`).checked = true;
    reveal(location.hash);
  });
})();
