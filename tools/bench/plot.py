"""Plots as SVG, by plain code."""

import math

COLOURS = ["#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#8c564b", "#17becf", "#7f7f7f"]
WIDTH, LEFT, ROW, TOP, RIGHT = 960, 150, 22, 64, 20
TICKS = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300]


def ratios(rows, speed, title):
    """Our newest variant against each rival, one line a model and text, on a logarithmic scale; right of 1 we are faster."""
    ours = rows.ours[-1]
    lines = [(own, [(rival, own[speed] / other[speed]) for rival in rows.rivals
                    if (other := rows.one("bulk", peer=rival, model=own["model"], corpus=own["corpus"])) is not None
                    and not other["ids"]["differing"]])
             for own in rows.all("bulk", peer=ours)]
    values = [ratio for _, dots in lines for _, ratio in dots] + [1]
    low, high = math.log10(min(values)) - 0.1, math.log10(max(values)) + 0.1
    height = TOP + ROW * len(lines) + 40

    def across(ratio):
        return LEFT + (math.log10(ratio) - low) / (high - low) * (WIDTH - LEFT - RIGHT)

    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" font-family="sans-serif" font-size="12">',
             f'<rect width="{WIDTH}" height="{height}" fill="white"/>',
             f'<text x="{LEFT}" y="20" font-size="14">{ours}, {title}: times faster than …</text>']
    for number, rival in enumerate(rows.rivals):
        x = LEFT + number * (WIDTH - LEFT) / max(len(rows.rivals), 1)
        parts.append(f'<circle cx="{x:.0f}" cy="38" r="5" fill="{colour(number)}"/><text x="{x + 9:.0f}" y="42">{rival}</text>')
    for tick in (tick for tick in TICKS if low <= math.log10(tick) <= high):
        x, stroke = across(tick), "#000" if tick == 1 else "#ddd"
        parts.append(f'<line x1="{x:.1f}" y1="{TOP - 8}" x2="{x:.1f}" y2="{height - 30}" stroke="{stroke}"/>'
                     f'<text x="{x:.1f}" y="{height - 12}" text-anchor="middle">{tick:g}×</text>')
    for number, (own, dots) in enumerate(lines):
        y = TOP + ROW * number + ROW / 2
        parts.append(f'<text x="{LEFT - 10}" y="{y + 4}" text-anchor="end">{own["model"]}, {own["corpus"]}</text>')
        parts += [f'<circle cx="{across(ratio):.1f}" cy="{y}" r="5" fill="{colour(rows.rivals.index(rival))}" fill-opacity="0.85">'
                  f'<title>{rival}: {ratio:.2g}×</title></circle>' for rival, ratio in dots]
    return "\n".join([*parts, "</svg>"]) + "\n"


def colour(number):
    return COLOURS[number % len(COLOURS)]
