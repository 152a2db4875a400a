// A table as a grid of fields that can be pasted into from a spreadsheet. Without this script it is one field of text.
"use strict";
(() => {
  const form = document.querySelector("form.table-form");
  const area = document.getElementById("rows");
  if (!form || !area || area.readOnly || !window.plansatsKeeper) return;
  const holder = form.querySelector(".grid-rows");
  const words = form.dataset;

  // Tabs between cells; a cell with a tab, a quotation mark or a line break stands in quotation marks.
  const parse = (text) => {
    const rows = [[]];
    let cell = "";
    let quoted = false;
    for (let at = 0; at < text.length; at += 1) {
      const sign = text[at];
      if (quoted) {
        if (sign === '"' && text[at + 1] === '"') { cell += '"'; at += 1; } else if (sign === '"') quoted = false; else cell += sign;
      } else if (sign === '"' && cell === "") quoted = true;
      else if (sign === "\t") { rows.at(-1).push(cell); cell = ""; }
      else if (sign === "\n") { rows.at(-1).push(cell); cell = ""; rows.push([]); }
      else if (sign !== "\r") cell += sign;
    }
    if (cell !== "" || rows.at(-1).length) rows.at(-1).push(cell);
    return rows.filter((row) => row.length);
  };
  const write = (rows) => rows.map((row) => row.map((cell) => (/["\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join("\t")).join("\n");
  const folded = (text) => text.replace(/[\s\u00a0_]+/g, " ").trim().toLowerCase();

  let heads = [];
  let numeric = new Set();
  let widths = [];
  const table = document.createElement("table");
  table.className = "ds-table grid";
  const head = table.createTHead().insertRow();
  const body = table.createTBody();
  const choice = document.getElementById("column");
  const button = (text, variant, act) => {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: "ds-button", textContent: text });
    made.dataset.variant = variant;
    made.addEventListener("click", act);
    return made;
  };

  const name = (row, column) => `${words.row} ${row + 1}, ${heads[column] || column + 1}`;
  const label = () => [...body.rows].forEach((row, at) => {
    row.querySelectorAll("textarea").forEach((field, column) => field.setAttribute("aria-label", name(at, column)));
    row.querySelector("button").setAttribute("aria-label", `${words.remove} ${at + 1}`);
  });
  const fit = (field) => {
    // A figure stands on one line.
    if (field.className) { field.rows = 1; field.cols = Math.max(field.cols, field.value.length); return; }
    field.rows = Math.min(3, Math.max(1, Math.ceil(field.value.length / Math.max(10, field.cols))));
  };
  const put = (row, column, value) => {
    const field = document.createElement("textarea");
    field.value = value;
    field.cols = widths[column];
    if (numeric.has(column)) field.className = "figure";
    fit(field);
    row.insertCell(column).append(field);
  };
  const add = (values = []) => {
    const row = body.insertRow();
    heads.forEach((_, column) => put(row, column, values[column] || ""));
    const remove = button(words.remove, "tertiary", () => {
      const next = row.nextElementSibling || row.previousElementSibling;
      row.remove();
      changed();
      if (next) next.querySelector("textarea").focus();
    });
    remove.dataset.size = "sm";
    row.insertCell().append(remove);
    return row;
  };
  const heading = (text, column) => {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = text;
    if (numeric.has(column)) cell.className = "amount";
    head.insertBefore(cell, head.cells[column] || null);
  };
  const widthOf = (text, cells) => Math.min(44, Math.max(cells.length ? 7 : 14, Math.ceil(text.length / 2), ...cells.map((cell) => Math.min(44, (cell || "").length))));
  const rowsNow = () => [...body.rows].map((row) => [...row.querySelectorAll("textarea")].map((field) => field.value));
  const fill = (rows) => {
    const [first = [], ...rest] = rows;
    heads = [...first];
    widths = heads.map((text, column) => widthOf(text, rest.map((row) => row[column])));
    head.replaceChildren();
    heads.forEach(heading);
    heading(words.actions, heads.length);
    body.replaceChildren();
    rest.forEach(add);
    if (!body.rows.length) add();
    label();
  };
  const addColumn = (option) => {
    const column = heads.length;
    heads.push(option.textContent);
    if (option.dataset.numeric) numeric.add(column);
    widths.push(widthOf(option.textContent, []));
    heading(option.textContent, column);
    for (const row of body.rows) put(row, column, "");
    option.remove();
    if (!choice.options.length) form.querySelector(".add-column").hidden = true;
    return column;
  };

  numeric = new Set(words.numeric.split(" ").filter(Boolean).map(Number));
  fill(parse(area.value));
  holder.append(table);
  holder.hidden = false;
  form.querySelector(".plain-rows").hidden = true;

  const told = form.querySelector(".unsaved");
  const text = () => write([heads, ...rowsNow().map((row) => row.map((cell) => cell.trim())).filter((row) => row.some((cell) => cell))]);
  const keeper = window.plansatsKeeper({ form, told, collect: () => ({ rows: text() }), kept: (found) => { form.elements.base.value = found.base; } });
  const changed = () => { label(); keeper.changed(); keeper.say("", keeper.isOpen() ? words.changed : ""); };
  form.querySelector(".add-row").append(button(words.add, "secondary", () => { const row = add(); changed(); row.querySelector("textarea").focus(); }));
  if (choice) {
    form.querySelector(".add-column").hidden = false;
    form.querySelector(".add-column button").addEventListener("click", () => {
      const column = addColumn(choice.selectedOptions[0]);
      changed();
      body.rows[0].cells[column].querySelector("textarea").focus();
    });
  }

  // What was pasted is told, with what there was no room for, and can be taken back.
  const said = form.querySelector(".paste-said");
  const tell = (lines, before) => {
    said.hidden = false;
    said.querySelector("output").textContent = lines.join(" ");
    said.querySelectorAll("button").forEach((one) => one.remove());
    said.append(button(words.undo, "tertiary", () => { fill(before); said.hidden = true; changed(); }));
  };
  // Rows whose first one is headings go into the columns of those names; else they fill the cells from here on.
  const columnsOf = (first) => {
    const found = first.map((one) => heads.findIndex((known) => folded(known) === folded(one)));
    const offered = choice ? [...choice.options] : [];
    const known = first.filter((one, at) => one.trim() && (found[at] >= 0 || offered.some((option) => folded(option.textContent) === folded(one))));
    if (known.length < 2 || known.length * 2 < first.filter((one) => one.trim()).length) return null;
    return first.map((one, at) => {
      const option = offered.find((each) => folded(each.textContent) === folded(one));
      return found[at] < 0 && option ? addColumn(option) : found[at];
    });
  };
  body.addEventListener("input", (event) => { fit(event.target); changed(); });
  body.addEventListener("paste", (event) => {
    const pasted = event.clipboardData.getData("text/plain");
    if (!/[\t\n]/.test(pasted.trimEnd())) return;
    event.preventDefault();
    const before = [[...heads], ...rowsNow()];
    const cell = event.target.closest("td");
    const start = cell.parentElement.sectionRowIndex;
    const rows = parse(pasted);
    const columns = columnsOf(rows[0]);
    const lost = [];
    (columns ? rows.slice(1) : rows).forEach((values, down) => {
      const row = body.rows[start + down] || add();
      values.forEach((value, across) => {
        const column = columns ? columns[across] : cell.cellIndex + across;
        const field = column >= 0 && row.cells[column] ? row.cells[column].querySelector("textarea") : null;
        if (field) { field.value = value.trim(); fit(field); } else if (value.trim()) lost.push(columns ? rows[0][across] : value.trim());
      });
    });
    const lines = [`${words.pasted} ${columns ? rows.length - 1 : rows.length}.`];
    if (columns) lines.push(words.byHeading);
    if (lost.length) lines.push(`${columns ? words.none : words.wide} ${[...new Set(lost)].slice(0, 6).join(", ")}${new Set(lost).size > 6 ? " …" : ""}.`);
    tell(lines, before);
    changed();
  });
  // Up and down go from row to row where a field has one line.
  body.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || event.target.tagName !== "TEXTAREA" || event.target.rows > 1) return;
    const cell = event.target.closest("td");
    const next = body.rows[cell.parentElement.sectionRowIndex + step];
    if (next) { next.cells[cell.cellIndex].querySelector("textarea").focus(); event.preventDefault(); }
  });
  form.addEventListener("submit", async (event) => {
    // A whole file takes the place of the rows.
    if (form.elements.file.value) { keeper.leave(); return; }
    event.preventDefault();
    const state = await keeper.send();
    if (state === "kept" || state === "same") {
      keeper.leave();
      window.location.assign(`${window.location.pathname}?saved=${told.textContent === told.dataset.joined ? 2 : 1}`);
    } else if (state === "clash") {
      keeper.leave();
      area.value = text();
      form.submit();
    }
  });
  const isTurnedBack = document.getElementById("faults") !== null;
  const draft = isTurnedBack ? null : keeper.draft();
  if (isTurnedBack) keeper.open();
  else if (draft) {
    fill(parse(draft.given.rows));
    form.elements.base.value = draft.base;
    keeper.say("restored");
  }
})();
