// Shows the rows that have all the words and one of the kinds: the page works without it, then nothing is left out.
"use strict";

const rows = [...document.querySelectorAll("tbody tr[id]")].map((row) => ({ row, text: row.textContent.toLowerCase(), kind: row.querySelector(".kind").textContent }));
const words = document.querySelector("#words");
const kinds = [...document.querySelectorAll("input[name=kind]")];
const shown = document.querySelector("#shown");

function filter() {
  const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  const allowed = kinds.filter((kind) => kind.checked).map((kind) => kind.value);
  let count = 0;
  for (const { row, text, kind } of rows) {
    row.hidden = !(allowed.includes(kind) && wanted.every((word) => text.includes(word)));
    count += !row.hidden;
  }
  shown.textContent = count === rows.length ? "" : `${count.toLocaleString("en")} shown`;
}

document.querySelector("#filter").hidden = false;
words.addEventListener("input", filter);
for (const kind of kinds) kind.addEventListener("change", filter);
