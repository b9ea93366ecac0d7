// What all pages share: the language and the colours, kept in the part of the address behind #, which no server sees.
"use strict";
(() => {
  const page = (globalThis.taizhang = { listeners: [] });
  const root = document.documentElement;

  page.state = () => new URLSearchParams(location.hash.slice(1));
  page.keep = (state) => history.replaceState(null, "", `#${state}`);
  page.lang = () => (page.state().get("lang") === "en" ? "en" : "zh");

  page.put = (name, value) => {
    const state = page.state();
    if (value === null || value === "" || value === undefined) state.delete(name);
    else state.set(name, value);
    page.keep(state);
  };

  // What a link to another page takes along.
  page.manners = () => {
    const kept = new URLSearchParams();
    for (const name of ["lang", "theme"]) {
      const value = page.state().get(name);
      if (value) kept.set(name, value);
    }
    return kept;
  };

  const dark = () => {
    const theme = page.state().get("theme");
    return theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  };
  const colour = () => root.classList.toggle("dark", dark());

  page.label = () => {
    const lang = page.lang();
    root.lang = lang === "en" ? "en" : "zh-CN";
    for (const element of document.querySelectorAll("[data-zh]")) {
      const words = element.dataset[lang];
      if (element.dataset.attribute) element.setAttribute(element.dataset.attribute, words);
      else element.textContent = words;
    }
    for (const listener of page.listeners) listener();
  };

  colour();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", colour);
  addEventListener("hashchange", colour);
  addEventListener("DOMContentLoaded", () => {
    document.getElementById("lang").addEventListener("click", () => {
      page.put("lang", page.lang() === "en" ? "zh" : "en");
      page.label();
    });
    document.getElementById("theme").addEventListener("click", () => {
      page.put("theme", dark() ? "light" : "dark");
      colour();
    });
    if (page.lang() === "en") page.label();
  });
})();
