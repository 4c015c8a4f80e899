package io.github.mls4j.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;

/** A line plot with two logarithmic axes, as SVG that reads on a light and on a dark page. */
final class LogPlot {

  private static final int WIDTH = 760;
  private static final int HEIGHT = 440;
  private static final int LEFT = 70;
  private static final int RIGHT = 190;
  private static final int TOP = 40;
  private static final int BOTTOM = 50;
  private static final String GREY = "#888888";
  private static final List<String> COLORS =
      List.of("#2a78c8", "#d1632b", "#3a9a4a", "#b0479a", "#a88a1d", "#5b62c4", "#c23b4b");

  private final String title;
  private final String xTitle;
  private final List<Line> lines = new ArrayList<>();

  private record Line(String name, NavigableMap<Double, Double> points, boolean dashed, int color) {

    double end() {
      return points.lastEntry().getValue();
    }
  }

  LogPlot(String title, String xTitle) {
    this.title = title;
    this.xTitle = xTitle;
  }

  /** Adds a line; one with the number of another has its color, and a dashed one no name. */
  void line(int number, String name, NavigableMap<Double, Double> points, boolean dashed) {
    if (!points.isEmpty()) {
      lines.add(new Line(name, points, dashed, number % COLORS.size()));
    }
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** The picture; times are in microseconds. */
  String svg() {
    double minX = bound(false, false);
    double maxX = Math.max(bound(true, false), minX * 10);
    double minY = Math.pow(10, Math.floor(Math.log10(bound(false, true))));
    double maxY = Math.max(Math.pow(10, Math.ceil(Math.log10(bound(true, true)))), minY * 10);
    StringBuilder out = new StringBuilder();
    add(
        out,
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d'"
            + " font-family='sans-serif' font-size='12' fill='%s'>",
        WIDTH,
        HEIGHT,
        GREY);
    add(out, "<title>%s</title>", title);
    add(out, "<text x='%d' y='22' font-size='15'>%s</text>", LEFT, title);
    for (double y = minY; y <= maxY * 1.01; y *= 10) {
      double at = y(y, minY, maxY);
      add(
          out,
          "<line x1='%d' x2='%d' y1='%.1f' y2='%.1f' stroke='%s' stroke-opacity='0.35'/>",
          LEFT,
          WIDTH - RIGHT,
          at,
          at,
          GREY);
      add(out, "<text x='%d' y='%.1f' text-anchor='end'>%s</text>", LEFT - 8, at + 4, unit(y));
    }
    lines.stream()
        .flatMap(line -> line.points().keySet().stream())
        .distinct()
        .forEach(
            x ->
                add(
                    out,
                    "<text x='%.1f' y='%d' text-anchor='middle'>%s</text>",
                    x(x, minX, maxX),
                    HEIGHT - BOTTOM + 20,
                    String.format(Locale.ROOT, "%,.0f", x)));
    add(
        out,
        "<text x='%d' y='%d' text-anchor='middle'>%s</text>",
        (LEFT + WIDTH - RIGHT) / 2,
        HEIGHT - 10,
        xTitle);
    double lastLabel = Double.NEGATIVE_INFINITY;
    List<Line> byEnd =
        lines.stream().sorted(Comparator.comparingDouble(Line::end).reversed()).toList();
    for (Line line : byEnd) {
      StringBuilder points = new StringBuilder();
      line.points()
          .forEach(
              (x, y) ->
                  points.append(
                      String.format(
                          Locale.ROOT, "%.1f,%.1f ", x(x, minX, maxX), y(y, minY, maxY))));
      String color = COLORS.get(line.color());
      add(
          out,
          "<polyline points='%s' fill='none' stroke='%s' stroke-width='2'%s/>",
          points.toString().strip(),
          color,
          line.dashed() ? " stroke-dasharray='3 4'" : "");
      if (!line.dashed()) {
        double end = y(line.end(), minY, maxY) + 4;
        lastLabel = Math.max(end, lastLabel + 15);
        add(
            out,
            "<text x='%d' y='%.1f' fill='%s'>%s</text>",
            WIDTH - RIGHT + 8,
            lastLabel,
            color,
            line.name());
      }
    }
    return out.append("</svg>\n").toString();
  }

  private double bound(boolean highest, boolean ofY) {
    var all =
        lines.stream()
            .flatMap(line -> (ofY ? line.points().values() : line.points().keySet()).stream())
            .mapToDouble(Double::doubleValue)
            .summaryStatistics();
    return highest ? all.getMax() : all.getMin();
  }

  private static double x(double value, double min, double max) {
    return LEFT + (WIDTH - LEFT - RIGHT) * Math.log(value / min) / Math.log(max / min);
  }

  private static double y(double value, double min, double max) {
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * Math.log(value / min) / Math.log(max / min);
  }

  private static String unit(double micros) {
    return micros < 1000
        ? String.format(Locale.ROOT, "%.0f µs", micros)
        : micros < 1e6
            ? String.format(Locale.ROOT, "%.0f ms", micros / 1000)
            : String.format(Locale.ROOT, "%.0f s", micros / 1e6);
  }

  private static void add(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
