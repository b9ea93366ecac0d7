// The search page: filters, timeline and grid, all of one question, which the address keeps.
"use strict";
addEventListener("DOMContentLoaded", () => {
  const DAY = 86400000;
  const page = globalThis.taizhang;
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const { words: labels, codes } = read("labels");
  const plans = page.plans(read("data"));
  const { tasks, units, deadlines, notices, places } = plans.data;
  const $ = globalThis.gridParts.jQuery;
  const field = (name) => document.getElementById(name);
  const label = (name) => labels[name][page.lang()];
  const coded = (list, code) => (codes[list][code] ? codes[list][code][page.lang()] : code);
  const FIELDS = ["q", "place", "year", "unit", "role", "line", "kind", "from", "to"];
  const CHECKS = ["whole", "doubts"];

  const made = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children.filter((child) => child !== null && child !== ""));
    return element;
  };

  // ---- filters --------------------------------------------------------------------------------------------------------
  const fill = (name, options) => {
    const select = field(name);
    const kept = select.value || page.state().get(name) || "";
    select.replaceChildren(made("option", { value: "" }, label("any")));
    for (const [value, said] of options) select.append(made("option", { value }, said));
    select.value = kept;
    if (select.value !== kept) select.value = "";
  };

  const placeChoices = () => {
    const known = new Map();
    for (const place of places) {
      for (let depth = 1; depth <= 3; depth++) {
        if (depth > 1 && !place[depth - 1]) continue;
        const key = place.slice(0, depth);
        const above = key.slice(0, -1).filter(Boolean).join(" ");
        const last = key[depth - 1];
        if (depth === 1 && !last && place.some(Boolean)) continue;
        const path = place.slice(0, depth).filter(Boolean).join(" ");
        known.set(JSON.stringify(last ? key : [null, null, null]), [path || label("national"), above ? `${"　".repeat(above.split(" ").length)}${last}` : last || label("national")]);
      }
    }
    const collator = new Intl.Collator("zh-CN-u-co-pinyin");
    return [...known].sort((a, b) => collator.compare(a[1][0], b[1][0])).map(([value, [, said]]) => [value, said]);
  };

  const fillAll = () => {
    const { years, roles, lines, kinds } = plans.choices;
    fill("place", placeChoices());
    fill("year", years.map((year) => [String(year), year < 0 ? label("unknown_year") : String(year)]));
    fill("role", roles.map((role) => [role, coded("role", role)]));
    fill("line", [...lines.map((line) => [line, line]), ["-", label("no_unit")]]);
    fill("kind", [...kinds.map((kind) => [kind, coded("deadline_kind", kind)]), ["-", label("no_deadline")]]);
  };
  field("unit_names").append(...plans.choices.unitNames.map((value) => made("option", { value })));

  const dayOf = (name) => (field(name).value ? Date.parse(field(name).value) / DAY : null);
  const asked = () => {
    const question = {};
    for (const name of FIELDS) question[name] = field(name).value;
    for (const name of CHECKS) question[name] = field(name).checked;
    return { ...question, from: dayOf("from"), to: dayOf("to") };
  };
  const remember = () => {
    for (const name of FIELDS) page.put(name, field(name).value);
    for (const name of CHECKS) page.put(name, field(name).checked ? "1" : "");
  };
  const recall = () => {
    const state = page.state();
    for (const name of FIELDS) field(name).value = state.get(name) || "";
    for (const name of CHECKS) field(name).checked = state.get(name) === "1";
  };

  // ---- rows -----------------------------------------------------------------------------------------------------------
  // The words of a text with those that were looked for marked.
  const marked = (text) => {
    const looked = plans.terms(field("q").value).filter((term) => !term.out).map((term) => term.said);
    const low = plans.normal(text);
    if (!looked.length || low.length !== text.length) return [text];
    const shown = [];
    let at = 0;
    while (at < text.length) {
      let [start, size] = [-1, 0];
      for (const said of looked) {
        const found = low.indexOf(said, at);
        if (found >= 0 && (start < 0 || found < start || (found === start && said.length > size))) [start, size] = [found, said.length];
      }
      if (start < 0) break;
      shown.push(text.slice(at, start), made("mark", {}, text.slice(start, start + size)));
      at = start + size;
    }
    shown.push(text.slice(at));
    return shown;
  };

  const address = (task) => {
    const id = notices.id[tasks.notice[task]];
    const state = page.manners();
    state.set("t", tasks.seq[task]);
    state.set("from", "search");
    return /^[0-9a-f]{16}$/u.test(id) ? `notices/${id}.html#${state}` : "#";
  };

  const taskCell = (task) => {
    const path = plans.text(tasks.path[task]);
    const said = [plans.word(tasks.label[task]), " ", ...marked(plans.text(tasks.text[task]))];
    const notice = made("p", { class: "below" }, ...marked(plans.text(notices.title[tasks.notice[task]])));
    return made("div", {}, path ? made("p", { class: "above" }, ...marked(path)) : "", made("a", { href: address(task) }, ...said), notice);
  };
  const unitCell = (task) => {
    const [from, to] = plans.unitsOf(task);
    const byRole = new Map();
    for (let at = from; at < to; at++) {
      const role = plans.word(units.role[at]);
      byRole.set(role, [...(byRole.get(role) || []), plans.word(units.name[at])]);
    }
    const rows = [...byRole].map(([role, names]) =>
      made("li", {}, made("span", { class: "role" }, coded("role", role).split(/[、,]/u)[0]), " ", ...marked(names.join("、"))));
    return made("ul", {}, ...rows);
  };
  const day = (days) => new Date(days * DAY).toISOString().slice(0, 10);
  const deadlineCell = (task) => {
    const [from, to] = plans.deadlinesOf(task);
    const rows = [];
    for (let at = from; at < to; at++) {
      const end = deadlines.end[at];
      const row = made("li", {}, ...marked(plans.word(deadlines.words[at])));
      if (end !== null && plans.earliest(at) !== end) row.append(made("time", { datetime: day(plans.earliest(at)), class: "doubtful" }, ` ${day(plans.earliest(at))} ～`));
      if (end !== null) row.append(made("time", { datetime: day(end) }, ` ${day(end)}`));
      rows.push(row);
    }
    return made("ul", {}, ...rows);
  };
  const sureCell = (task) => {
    const doubts = tasks.doubts[task];
    const cell = made("span", { class: doubts || tasks.confidence[task] < 1 ? "doubtful" : "" }, tasks.confidence[task].toFixed(2));
    if (doubts) cell.append(made("abbr", { title: `${doubts} × ${label("doubtful")}`, "aria-label": `${doubts} × ${label("doubtful")}` }, ` ?${doubts}`));
    return cell;
  };
  const placeCell = (task) => {
    const notice = tasks.notice[task];
    const year = notices.year[notice];
    return made("div", {}, plans.placeName(notices.place[notice]) || label("national"), made("br", {}), year < 0 ? "" : String(year));
  };

  const COLUMNS = [
    ["place_year", "place", placeCell],
    ["task", null, taskCell],
    ["units", null, unitCell],
    ["deadlines", "due", deadlineCell],
    ["confidence", "confidence", sureCell],
  ];

  // ---- grid -----------------------------------------------------------------------------------------------------------
  let found = [];
  let grid = null;
  let order = { found: null, key: "", rows: [] };
  const ordered = (name, way) => {
    const key = `${name} ${way}`;
    if (order.found !== found || order.key !== key) order = { found, key, rows: plans.sorted(found, name, way) };
    return order.rows;
  };
  const rows = (wanted, give) => {
    const [by] = wanted.order;
    const all = by ? ordered(COLUMNS[by.column][1], by.dir) : found;
    const shown = all.slice(wanted.start, wanted.length < 0 ? undefined : wanted.start + wanted.length);
    give({ draw: wanted.draw, recordsTotal: found.length, recordsFiltered: found.length, data: shown.map((task) => [task]) });
  };
  const language = () => ({
    lengthMenu: label("rows"), info: label("page_of"), infoEmpty: "", infoFiltered: "", emptyTable: label("nothing"), zeroRecords: label("nothing"),
    processing: "", loadingRecords: "",
    aria: { orderable: label("sort"), orderableReverse: label("sort"), orderableRemove: label("sort"), paginate: { first: label("first"), previous: label("previous"), next: label("next"), last: label("last") } },
    paginate: { first: "«", previous: "‹", next: "›", last: "»" },
  });
  const draw = () => {
    if (grid) grid.destroy(true);
    const table = made("table", { class: "display", "aria-labelledby": "results_name" });
    document.getElementById("grid").replaceChildren(table);
    grid = new $.fn.dataTable.Api($(table).dataTable({
      serverSide: true, processing: false, searching: false, autoWidth: false, order: [], ajax: rows, pageLength: 25, lengthMenu: [10, 25, 100, 500],
      layout: { topStart: null, topEnd: null, bottomStart: ["pageLength", "info"], bottomEnd: "paging" }, language: language(),
      columns: COLUMNS.map(([name, key, cell]) => ({ title: label(name), className: name, type: "string", orderable: key !== null, data: 0, render: (task, kind) => (kind === "display" ? cell(task) : task) })),
    }));
  };

  // ---- all together ---------------------------------------------------------------------------------------------------
  const isoDay = (days) => day(days);
  const drawTimeline = page.timeline(plans, document.getElementById("timeline"), document.getElementById("timeline_note"), (from, to) => {
    const same = dayOf("from") === from && dayOf("to") === to;
    field("from").value = same ? "" : isoDay(from);
    field("to").value = same ? "" : isoDay(to);
    ask();
  });
  const tell = () => {
    const many = new Set(found.map((task) => tasks.notice[task])).size;
    const said = { n: found.length, m: many, all: plans.size };
    document.getElementById("found").textContent = label("found").replace(/\{(\w+)\}/gu, (_, name) => said[name].toLocaleString(page.lang()));
  };
  const ask = () => {
    remember();
    const began = performance.now();
    found = plans.filter(asked());
    page.filterTime = performance.now() - began;
    tell();
    drawTimeline(found, labels, page.lang());
    grid.ajax.reload();
    page.answerTime = performance.now() - began;
  };

  let waiting = 0;
  const form = document.getElementById("filters");
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 120); // somebody is still writing
  });
  document.getElementById("clear").addEventListener("click", () => {
    form.reset();
    ask();
  });
  const begin = () => {
    fillAll();
    draw();
    ask();
  };
  page.listeners.push(begin);
  fillAll();
  recall();
  begin();
  page.ready = performance.now();
});
