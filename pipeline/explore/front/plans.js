// All tasks in memory, and what of them fits a question. Texts are joined once; a question is one walk over plain arrays.
"use strict";
globalThis.taizhang.plans = (data) => {
  const SEAM = "\u00ad";
  const { tasks, units, deadlines, notices, places, words } = data;
  const size = tasks.text.length;
  const plain = data.parted.map((text) => text.replaceAll(SEAM, ""));
  const word = (number) => (number < 0 ? "" : words[number]);
  const text = (number) => (number < 0 ? "" : plain[number]);
  const normal = (said) => said.normalize("NFKC").toLowerCase();

  // Where the units and deadlines of each task begin: rows come in the order of the tasks.
  const starts = (owners) => {
    const first = new Int32Array(size + 1);
    for (const owner of owners) first[owner + 1]++;
    for (let task = 0; task < size; task++) first[task + 1] += first[task];
    return first;
  };
  const unitsFrom = starts(units.task);
  const deadlinesFrom = starts(deadlines.task);

  const haystacks = new Array(size);
  for (let task = 0; task < size; task++) {
    const notice = tasks.notice[task];
    const said = [word(tasks.label[task]), text(tasks.text[task]), text(tasks.path[task]), text(notices.title[notice]), word(notices.number[notice])];
    for (let at = unitsFrom[task]; at < unitsFrom[task + 1]; at++) said.push(word(units.name[at]), word(units.full[at]), word(units.line[at]));
    for (let at = deadlinesFrom[task]; at < deadlinesFrom[task + 1]; at++) said.push(word(deadlines.words[at]));
    haystacks[task] = normal(said.join("\n"));
  }

  // The day by which a task is due: its last; NaN where it has none.
  const due = new Float64Array(size).fill(NaN);
  for (let task = 0; task < size; task++) {
    for (let at = deadlinesFrom[task]; at < deadlinesFrom[task + 1]; at++) {
      const end = deadlines.end[at];
      if (end !== null && !(due[task] >= end)) due[task] = end;
    }
  }

  const placeName = (number) => places[number].filter(Boolean).join(" ");

  // ---- what was asked -------------------------------------------------------------------------------------------------
  // Texts are simplified; a question may be written in traditional characters.
  const simplified = (said) => said.replace(/[\u3400-\u9fff]/gu, (sign) => (Object.hasOwn(data.traditional, sign) ? data.traditional[sign] : sign));
  const terms = (query) =>
    simplified(normal(query)).split(/\s+/u).filter((term) => term && term !== "-")
      .map((term) => (term.startsWith("-") ? { said: term.slice(1), out: true } : { said: term, out: false }));

  const escaped = (sign) => sign.replace(/[\\^$.*+?()[\]{}|/-]/gu, "\\$&");
  const wholeWord = (said) =>
    new RegExp(`(?:^|${SEAM})${[...said].map(escaped).join(`${SEAM}?`)}(?:$|${SEAM})`, "u");

  // For whole words each parted text is looked at once, whatever number of tasks share it.
  const askedWords = (term) => {
    const pattern = wholeWord(term.said);
    return data.parted.map((said) => pattern.test(normal(said)));
  };

  const textTests = (asked) =>
    terms(asked.q || "").map((term) => {
      if (!asked.whole) return (task) => haystacks[task].includes(term.said) !== term.out;
      const fits = askedWords(term);
      const has = (number) => number >= 0 && fits[number];
      return (task) => (has(tasks.text[task]) || has(tasks.path[task]) || has(notices.title[tasks.notice[task]])) !== term.out;
    });

  const fittingWords = (part) => {
    const said = simplified(normal(part));
    return words.map((each) => normal(each).includes(said));
  };

  // Unit, role and line of work are asked of one and the same unit of a task.
  const unitTest = (asked) => {
    if (!asked.unit && !asked.role && !asked.line) return null;
    if (asked.line === "-") return (task) => unitsFrom[task] === unitsFrom[task + 1];
    const named = asked.unit ? fittingWords(asked.unit) : null;
    const role = asked.role ? words.indexOf(asked.role) : null;
    const line = asked.line ? words.indexOf(asked.line) : null;
    return (task) => {
      for (let at = unitsFrom[task]; at < unitsFrom[task + 1]; at++) {
        if (named && !named[units.name[at]] && !(units.full[at] >= 0 && named[units.full[at]])) continue;
        if (role !== null && units.role[at] !== role) continue;
        if (line !== null && units.line[at] !== line) continue;
        return true;
      }
      return false;
    };
  };

  // A deadline fits a window when its last day may lie in it: where damage leaves several days, one of them is enough.
  const earliest = (at) => (deadlines.earliest[at] === null ? deadlines.end[at] : deadlines.earliest[at]);
  const deadlineTest = (asked) => {
    if (asked.kind === "-") return (task) => deadlinesFrom[task] === deadlinesFrom[task + 1];
    if (!asked.kind && asked.from === null && asked.to === null) return null;
    const kind = asked.kind ? words.indexOf(asked.kind) : null;
    const windowed = asked.from !== null || asked.to !== null;
    return (task) => {
      for (let at = deadlinesFrom[task]; at < deadlinesFrom[task + 1]; at++) {
        if (kind !== null && deadlines.kind[at] !== kind) continue;
        if (!windowed) return true;
        const end = deadlines.end[at];
        if (end !== null && (asked.from === null || end >= asked.from) && (asked.to === null || earliest(at) <= asked.to)) return true;
      }
      return false;
    };
  };

  const noticeTest = (asked) => {
    if (!asked.place && !asked.year) return null;
    const wanted = asked.place ? JSON.parse(asked.place) : [];
    const inPlace = places.map((place) => wanted.every((name, at) => place[at] === name));
    const year = asked.year ? Number(asked.year) : null;
    const fits = notices.id.map((_, notice) => inPlace[notices.place[notice]] && (year === null || notices.year[notice] === year));
    return (task) => fits[tasks.notice[task]];
  };

  const filter = (asked) => {
    const doubts = asked.doubts ? (task) => tasks.doubts[task] > 0 || tasks.confidence[task] < 1 : null;
    const tests = [noticeTest(asked), unitTest(asked), deadlineTest(asked), doubts, ...textTests(asked)].filter(Boolean);
    const found = [];
    for (let task = 0; task < size; task++) if (tests.every((test) => test(task))) found.push(task);
    return found;
  };

  // ---- order ----------------------------------------------------------------------------------------------------------
  const collator = new Intl.Collator("zh-CN-u-co-pinyin");
  const ranks = (names) => {
    const order = names.map((name, at) => [name, at]).sort((a, b) => collator.compare(a[0], b[0]));
    const rank = new Int32Array(names.length);
    order.forEach(([, at], place) => (rank[at] = place));
    return rank;
  };
  const placeRank = ranks(places.map((_, at) => placeName(at)));
  const keys = {
    place: (task) => placeRank[notices.place[tasks.notice[task]]] * 10000 + notices.year[tasks.notice[task]],
    due: (task) => due[task],
    confidence: (task) => tasks.confidence[task],
  };
  const sorted = (found, name, way) => {
    if (!keys[name]) return found;
    const by = keys[name];
    const sign = way === "desc" ? -1 : 1;
    return [...found].sort((a, b) => {
      const [x, y] = [by(a), by(b)];
      if (x === y) return a - b;
      if (Number.isNaN(x)) return Number.isNaN(y) ? a - b : 1; // what has no day stands last, whichever way
      if (Number.isNaN(y)) return -1;
      return sign * (x - y);
    });
  };

  const count = (numbers) => {
    const seen = new Map();
    for (const number of numbers) if (number >= 0) seen.set(number, (seen.get(number) || 0) + 1);
    return [...seen].sort((a, b) => b[1] - a[1]).map(([number]) => words[number]);
  };

  return {
    size, data, due, earliest, filter, sorted, word, text, placeName, terms, normal,
    unitsOf: (task) => [unitsFrom[task], unitsFrom[task + 1]],
    deadlinesOf: (task) => [deadlinesFrom[task], deadlinesFrom[task + 1]],
    choices: {
      years: [...new Set(notices.year)].sort((a, b) => b - a),
      roles: count(units.role),
      lines: count(units.line),
      kinds: count(deadlines.kind),
      unitNames: count(units.name).slice(0, 400),
    },
  };
};
