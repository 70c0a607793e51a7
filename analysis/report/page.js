// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
"use strict";
for (const button of document.querySelectorAll("th button"))
  button.addEventListener("click", () => {
    const head = button.parentElement, body = head.closest("table").tBodies[0], column = head.cellIndex;
    const down = head.getAttribute("aria-sort") === "ascending" ||
      (!head.hasAttribute("aria-sort") && body.rows.length > 0 && body.rows[0].cells[column].hasAttribute("data-v"));
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const value = row => {
      const cell = row.cells[column];
      return cell.hasAttribute("data-v") ? parseFloat(cell.getAttribute("data-v")) : cell.textContent.trim();
    };
    const nothing = v => v === "–" || v === "" || Number.isNaN(v);
    const order = (a, b) => {
      const x = value(a), y = value(b);
      if (nothing(x) || nothing(y)) return nothing(x) - nothing(y);
      const less = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y), undefined, {numeric: true});
      return down ? -less : less;
    };
    body.append(...[...body.rows].sort(order));
  });
const contents = document.getElementById("contents");
if (matchMedia("(max-width: 900px)").matches) contents.removeAttribute("open");
