// What a browser with scripts adds. Every page works without it: it keeps no state, asks for nothing and changes no content.
"use strict";

// Leaving a form warns when something was typed into it since it was shown; sending it is no leaving.
let typed = false;
for (const form of document.querySelectorAll("form.sheet")) {
  form.addEventListener("input", () => { typed = true; });
  form.addEventListener("submit", () => { typed = false; });
}
addEventListener("beforeunload", event => { if (typed) event.preventDefault(); });

// The arrow keys go from row to row of a table, Home and End to its first and last, along the links that begin its rows.
const ways = { ArrowDown: at => at + 1, ArrowUp: at => at - 1, Home: () => 0, End: (_, last) => last };
for (const table of document.querySelectorAll("main table")) {
  table.addEventListener("keydown", event => {
    const heads = [...table.querySelectorAll("tbody > tr > th > a")], at = heads.indexOf(event.target), way = ways[event.key];
    const next = at < 0 || !way || event.ctrlKey || event.altKey || event.metaKey ? undefined : heads[way(at, heads.length - 1)];
    if (next) { event.preventDefault(); next.focus(); }
  });
}
