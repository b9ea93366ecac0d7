// Deadlines over time: a bar for each month, quarter or year, each a button that asks for that time.
"use strict";
globalThis.taizhang.timeline = (plans, holder, note, pressed) => {
  const MOST = 40;
  const DAY = 86400000;
  const widths = [1, 3, 12];
  const month = (days) => {
    const day = new Date(days * DAY);
    return day.getUTCFullYear() * 12 + day.getUTCMonth();
  };
  const firstDay = (months) => Date.UTC(Math.floor(months / 12), months % 12, 1) / DAY;

  const named = (start, width, lang) => {
    const [year, at] = [Math.floor(start / 12), start % 12];
    if (width === 12) return lang === "zh" ? `${year}年` : `${year}`;
    if (width === 3) return lang === "zh" ? `${year}年${at / 3 + 1}季度` : `${year} Q${at / 3 + 1}`;
    return lang === "zh" ? `${year}年${at + 1}月` : `${year}-${String(at + 1).padStart(2, "0")}`;
  };

  // Under a bar there is room for little: the year where it begins, else the month or quarter.
  const short = (start, width, leading) => {
    const [year, at] = [Math.floor(start / 12), start % 12];
    if (width >= 12) return `${year}`;
    const part = width === 3 ? `Q${at / 3 + 1}` : `${at + 1}`;
    return at === 0 ? `${year}` : leading ? `${year}/${part}` : part;
  };

  // Where one picture cannot hold all, the days outside the middle 98 of 100 must not squeeze the others together.
  const span = (days) => {
    const ordered = Float64Array.from(days).sort();
    const at = (share) => month(ordered[Math.min(ordered.length - 1, Math.floor(share * ordered.length))]);
    return at(1) - at(0) < MOST ? [at(0), at(1)] : [at(0.01), at(0.99)];
  };

  return (found, labels, lang) => {
    holder.replaceChildren();
    note.textContent = "";
    const days = [];
    for (const task of found) if (!Number.isNaN(plans.due[task])) days.push(plans.due[task]);
    if (!days.length) {
      note.textContent = labels.no_dates[lang];
      return;
    }
    const [low, high] = span(days);
    const width = widths.find((each) => (high - low) / each < MOST) || 12 * Math.ceil((high - low) / 12 / MOST);
    const start = Math.floor(low / width) * width;
    const bars = new Array(Math.floor((high - start) / width) + 1).fill(0);
    let outside = 0;
    for (const day of days) {
      const at = Math.floor((month(day) - start) / width);
      if (at >= 0 && at < bars.length) bars[at]++;
      else outside++;
    }
    const most = Math.max(...bars);
    bars.forEach((n, at) => {
      const first = start + at * width;
      const bar = document.createElement("button");
      bar.type = "button";
      bar.className = "bar";
      const when = named(first, Math.min(width, 12), lang);
      bar.setAttribute("aria-label", labels.tasks_in[lang].replace("{when}", when).replace("{n}", n));
      bar.title = bar.getAttribute("aria-label");
      const height = document.createElement("span");
      height.className = "height";
      height.style.height = `${(n / most) * 100}%`;
      const number = document.createElement("span");
      number.className = "number";
      number.textContent = n || "";
      const name = document.createElement("span");
      name.className = "when";
      name.textContent = short(first, width, at === 0);
      const field = document.createElement("span");
      field.className = "field";
      field.append(number, height);
      bar.append(field, name);
      bar.disabled = n === 0;
      bar.addEventListener("click", () => pressed(firstDay(first), firstDay(first + width) - 1));
      holder.append(bar);
    });
    if (outside) note.textContent = labels.long_dates[lang].replace("{n}", outside);
  };
};
