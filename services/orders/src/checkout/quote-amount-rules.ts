/** All of these together. */
export const sumOf = (amounts: readonly number[]): number =>
  amounts.reduce((total, amount) => total + amount, 0);

/** `amount × numerator ÷ denominator`, rounded half up to a whole minor unit. None of them is negative. */
export function fractionOf(amount: number, numerator: number, denominator: number): number {
  // A product of two amounts can be beyond what a double holds exactly.
  const [a, n, d] = [BigInt(amount), BigInt(numerator), BigInt(denominator)];
  return Number((2n * a * n + d) / (2n * d));
}

/**
 * Shares `total` out by weight: whole parts that sum to it exactly, none negative, and none above its weight while
 * `total` is not above all of them. By the largest remainder; of equal ones the first is served first.
 */
export function shareOut(total: number, weights: readonly number[]): number[] {
  const all = BigInt(sumOf(weights));
  if (all === 0n) return weights.map(() => 0);
  const exact = weights.map((weight) => BigInt(total) * BigInt(weight));
  const parts = exact.map((product) => Number(product / all));
  const left = total - sumOf(parts);
  const byRemainder = exact
    .map((product, position) => ({ position, remainder: product % all }))
    .sort((one, other) => Number(other.remainder - one.remainder) || one.position - other.position);
  for (const { position } of byRemainder.slice(0, left)) parts[position] = (parts[position] ?? 0) + 1;
  return parts;
}
