// Keys for what the page has links for anyway, and the button that copies. Everything works without this file.
"use strict";

const follow = (selector) => document.querySelector(selector)?.click();
const rows = () => [...document.querySelectorAll("tbody .open")];

function step(by) {
  const links = rows();
  if (!links.length) return follow(by > 0 ? ".steps a[rel=next]" : ".steps a[rel=prev]");
  const now = links.indexOf(document.activeElement);
  const link = links[now < 0 && by < 0 ? links.length - 1 : Math.min(Math.max(now + by, 0), links.length - 1)];
  link.focus({ preventScroll: true });
  link.scrollIntoView({ block: "nearest" });
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  n: () => follow(".pager a[rel=next]"),
  p: () => follow(".pager a[rel=prev]"),
  "/": () => document.querySelector("input[type=search]")?.focus(),
  Escape: () => follow(".links a:last-child"),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  if (!Object.hasOwn(keys, event.key)) return;
  event.preventDefault();
  keys[event.key]();
});

// Steps replace each other in the history, so that "back" leaves the article.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".steps a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  location.replace(link.href);
});

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = "Copied";
  });
}
