// A notice: the task that the address names (#t=4) has its words lit.
"use strict";
addEventListener("DOMContentLoaded", () => {
  const page = globalThis.taizhang;
  const cards = [...document.querySelectorAll("article[data-task]")];
  const published = document.getElementById("published");
  const back = document.getElementById("back");

  const numbers = (element) => element.dataset.t.split(" ");

  const show = (number, scroll) => {
    for (const element of document.querySelectorAll(".lit")) element.classList.remove("lit");
    for (const card of cards) {
      const mine = card.dataset.task === number;
      card.classList.toggle("chosen", mine);
      card.querySelector(".pick").setAttribute("aria-pressed", String(mine));
      if (mine && scroll) card.scrollIntoView({ block: "nearest" });
    }
    const mine = [...document.querySelectorAll("[data-t]")].filter((element) => numbers(element).includes(number));
    for (const element of mine) element.classList.add("lit");
    const seen = mine.filter((element) => element.closest("details") === null);
    if (!seen.length) for (const element of mine) element.closest("details").open = true;
    // Its units may stand far above, among those whom the notice is addressed to: its own words come first.
    const own = seen.find((element) => element.classList.contains("words")) || seen[0] || mine[0];
    if (scroll && own) own.scrollIntoView({ block: "center" });
  };

  const chosen = () => page.state().get("t");
  const choose = (number) => {
    page.put("t", number);
    show(number, true);
  };
  const step = (by) => {
    const at = cards.findIndex((card) => card.dataset.task === chosen());
    const next = cards[at < 0 ? 0 : Math.min(Math.max(at + by, 0), cards.length - 1)];
    if (next) choose(next.dataset.task);
  };

  for (const card of cards) card.querySelector(".pick").addEventListener("click", () => choose(card.dataset.task));
  published.addEventListener("click", (event) => {
    const words = event.target.closest("[data-t]");
    if (!words || String(getSelection())) return;
    const mine = numbers(words);
    choose(mine[(mine.indexOf(chosen()) + 1) % mine.length]); // words of several tasks: one after the other
  });
  document.getElementById("before").addEventListener("click", () => step(-1));
  document.getElementById("after").addEventListener("click", () => step(1));

  const repairs = document.getElementById("repairs");
  repairs.addEventListener("change", () => (published.dataset.repairs = repairs.value));
  back.addEventListener("click", (event) => {
    if (!document.referrer && history.length < 2) return;
    if (page.state().get("from") === "search") {
      event.preventDefault();
      history.back();
    }
  });
  back.hash = String(page.manners());
  addEventListener("hashchange", () => show(chosen(), true));
  if (chosen()) show(chosen(), true);
});
