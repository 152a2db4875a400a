// A table as a grid of fields that can be pasted into from a spreadsheet. Without this script it is one field of text.
"use strict";
(() => {
  const form = document.querySelector("form.table-form");
  const area = document.getElementById("rows");
  if (!form || !area || area.readOnly) return;
  const holder = form.querySelector(".grid-rows");

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

  const rows = parse(area.value);
  const heads = rows.length ? rows[0] : [];
  const table = document.createElement("table");
  table.className = "ds-table grid";
  const head = table.createTHead().insertRow();
  for (const text of [...heads, form.dataset.actions]) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = text;
    head.append(cell);
  }
  const body = table.createTBody();
  const name = (row, column) => `${form.dataset.row} ${row + 1}, ${heads[column] || column + 1}`;
  const label = () => [...body.rows].forEach((row, at) => {
    row.querySelectorAll("textarea").forEach((field, column) => field.setAttribute("aria-label", name(at, column)));
    row.querySelector("button").setAttribute("aria-label", `${form.dataset.remove} ${at + 1}`);
  });
  const fit = (field) => { field.rows = Math.min(3, Math.max(1, Math.ceil(field.value.length / Math.max(10, field.cols)))); };
  const widths = heads.map((text, column) => Math.min(44, Math.max(7, Math.ceil(text.length / 2), ...rows.slice(1).map((row) => Math.min(44, (row[column] || "").length)))));
  const add = (values = []) => {
    const row = body.insertRow();
    heads.forEach((_, column) => {
      const field = document.createElement("textarea");
      field.value = values[column] || "";
      field.cols = widths[column];
      fit(field);
      row.insertCell().append(field);
    });
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "ds-button";
    remove.dataset.variant = "tertiary";
    remove.dataset.size = "sm";
    remove.textContent = form.dataset.remove;
    remove.addEventListener("click", () => { const next = row.nextElementSibling || row.previousElementSibling; row.remove(); label(); changed(); if (next) next.querySelector("textarea").focus(); });
    row.insertCell().append(remove);
    return row;
  };
  const told = form.querySelector(".unsaved");
  let dirty = false;
  const changed = () => { dirty = true; told.textContent = form.dataset.changed; };
  rows.slice(1).forEach(add);
  if (!body.rows.length) add();
  label();
  holder.append(table);
  holder.hidden = false;
  form.querySelector(".plain-rows").hidden = true;
  const more = document.createElement("button");
  more.type = "button";
  more.className = "ds-button";
  more.dataset.variant = "secondary";
  more.textContent = form.dataset.add;
  more.addEventListener("click", () => { const row = add(); label(); changed(); row.querySelector("textarea").focus(); });
  form.querySelector(".add-row").append(more);

  body.addEventListener("input", (event) => { fit(event.target); changed(); });
  // What was copied in a spreadsheet fills the cells from here on, and makes new rows where it needs them.
  body.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (!/[\t\n]/.test(text.trimEnd())) return;
    event.preventDefault();
    const cell = event.target.closest("td");
    const first = cell.parentElement.sectionRowIndex;
    parse(text).forEach((values, down) => {
      const row = body.rows[first + down] || add();
      values.forEach((value, across) => {
        const field = row.cells[cell.cellIndex + across] && row.cells[cell.cellIndex + across].querySelector("textarea");
        if (field) { field.value = value; fit(field); }
      });
    });
    label();
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
  form.addEventListener("submit", () => {
    const found = [...body.rows].map((row) => [...row.querySelectorAll("textarea")].map((field) => field.value.trim()));
    area.value = write([heads, ...found.filter((row) => row.some((cell) => cell))]);
    dirty = false;
  });
  window.addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
})();
