package io.github.mls4j.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** A page of Markdown in the making, and the plots that it shows. */
final class Page {

  /** The folder with the plots, beside the page. */
  static final String PLOTS = "plots";

  private final StringBuilder text = new StringBuilder();
  private final Map<String, LogPlot> plots = new LinkedHashMap<>();

  void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  void table(MarkdownTable table) {
    text.append(table).append('\n');
  }

  /** A row for each operation that has any figures, a column for each value of a parameter. */
  void table(Results results, String parameter, Function<Result, String> cell) {
    List<String> columns = results.values(parameter);
    MarkdownTable table = new MarkdownTable(header("by " + parameter, columns));
    for (String operation : results.operations()) {
      List<String> cells =
          columns.stream()
              .map(value -> results.find(operation, parameter, value).map(cell).orElse(""))
              .toList();
      if (!cells.stream().allMatch(String::isEmpty)) {
        table.row(Format.words(operation), cells);
      }
    }
    table(table);
  }

  void plot(String name, String title, LogPlot plot) {
    if (!plot.isEmpty()) {
      plots.put(name, plot);
      line("![%s](%s/%s.svg)\n", title, PLOTS, name);
    }
  }

  static List<String> header(String first, List<String> columns) {
    List<String> header = new ArrayList<>(List.of(first));
    columns.forEach(column -> header.add(Format.count(column)));
    return header;
  }

  String markdown() {
    return text.toString();
  }

  /** By name. */
  Map<String, LogPlot> plots() {
    return plots;
  }
}
