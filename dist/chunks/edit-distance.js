// src/edit-distance.ts
function editDistance(a, b) {
  let before = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      current.push(cheapest(a, b, row, column, { before, previous, current }));
    }
    before = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}
function cheapest(a, b, row, column, { before, previous, current }) {
  const same = a[row - 1] === b[column - 1];
  const cost = Math.min(
    (previous[column] ?? 0) + 1,
    (current[column - 1] ?? 0) + 1,
    (previous[column - 1] ?? 0) + (same ? 0 : 1)
  );
  const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
  return swapped ? Math.min(cost, (before[column - 2] ?? 0) + 1) : cost;
}

export {
  editDistance
};
