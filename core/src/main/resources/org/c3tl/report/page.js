// Sorting of tables by a click on a column's head. The page is complete without it.
for (const table of document.querySelectorAll('table.sortable')) {
  table.querySelectorAll('thead th').forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.title = 'Sort by this column';
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      const ascending = head.getAttribute('aria-sort') === 'descending';
      for (const other of table.querySelectorAll('thead th')) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
      const key = row => {
        const cell = row.children[column];
        return cell.dataset.value === undefined ? cell.textContent : cell.dataset.value === '' ? NaN : Number(cell.dataset.value);
      };
      const rows = [...table.tBodies[0].rows].map(row => [key(row), row]);
      rows.sort(([a], [b]) => {
        if (typeof a === 'string') return ascending ? b.localeCompare(a) : a.localeCompare(b);
        if (isNaN(a) || isNaN(b)) return isNaN(a) - isNaN(b);
        return ascending ? a - b : b - a;
      });
      table.tBodies[0].append(...rows.map(([, row]) => row));
    });
  });
}
