package dev.colloquy.benchmark.document;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogarithmicAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;
import org.jfree.svg.SVGGraphics2D;
import org.jfree.svg.SVGUtils;

/** Lines over a few named places, each point with a range; on white, so that it is legible on any page. */
final class Plot {
    private static final int WIDTH = 880;
    private static final int HEIGHT = 460;
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 17);
    private static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 15);
    private static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
    private static final Color INK = new Color(0x22, 0x22, 0x22);
    private static final Color GRID = new Color(0xD0, 0xD0, 0xD0);

    /** Told apart by those who do not see all colours, after Okabe and Ito. */
    private static final List<Color> COLOURS = List.of(
            new Color(0x00, 0x72, 0xB2),
            new Color(0xD5, 0x5E, 0x00),
            new Color(0x00, 0x9E, 0x73),
            new Color(0xCC, 0x79, 0xA7),
            new Color(0xE6, 0x9F, 0x00),
            new Color(0x56, 0xB4, 0xE9),
            new Color(0x66, 0x66, 0x66));

    /** So that the ranges of several lines do not hide each other. */
    private static final double STEP_ASIDE = 0.035;

    private static final double FAR_APART = 30;
    private static final double HEADROOM = 1.08;
    private static final int PADDING = 8;

    private final String title;
    private final String places;
    private final String values;
    private double lineAt = Double.NaN;
    private boolean connected = true;

    Plot(String title, String places, String values) {
        this.title = title;
        this.places = places;
        this.values = values;
    }

    record Point(double value, double from, double to) {}

    record Series(String name, List<Point> points) {}

    /** With points that are not connected, as their places have no order. */
    Plot unconnected() {
        connected = false;
        return this;
    }

    /** With a line across at a value. */
    Plot withLineAt(double value) {
        lineAt = value;
        return this;
    }

    /** Writes an SVG. */
    void write(Path file, List<String> names, List<Series> lines) throws IOException {
        XYPlot plot = new XYPlot(data(lines), places(names), values(lines), renderer(lines));
        plot.setBackgroundPaint(Color.WHITE);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(GRID);
        plot.setOutlinePaint(GRID);
        if (!Double.isNaN(lineAt)) {
            plot.addRangeMarker(new ValueMarker(lineAt, INK, new BasicStroke(1.5f)));
        }
        JFreeChart chart = new JFreeChart(title, TITLE, plot, lines.size() > 1);
        chart.setPadding(new RectangleInsets(PADDING, PADDING, PADDING, 3 * PADDING));
        chart.setBackgroundPaint(Color.WHITE);
        chart.getTitle().setPaint(INK);
        if (lines.size() > 1) {
            chart.getLegend().setItemFont(LABEL);
            chart.getLegend().setItemPaint(INK);
            chart.getLegend().setBackgroundPaint(Color.WHITE);
        }
        SVGGraphics2D svg = new SVGGraphics2D(WIDTH, HEIGHT);
        // Else it differs from run to run.
        svg.setDefsKeyPrefix("plot");
        chart.draw(svg, new Rectangle(WIDTH, HEIGHT));
        Files.createDirectories(file.getParent());
        SVGUtils.writeToSVG(file.toFile(), svg.getSVGElement());
    }

    private static YIntervalSeriesCollection data(List<Series> lines) {
        YIntervalSeriesCollection data = new YIntervalSeriesCollection();
        for (int line = 0; line < lines.size(); line++) {
            YIntervalSeries series = new YIntervalSeries(lines.get(line).name());
            double aside = STEP_ASIDE * (line - (lines.size() - 1) / 2.0);
            List<Point> points = lines.get(line).points();
            for (int place = 0; place < points.size(); place++) {
                Point point = points.get(place);
                series.add(place + aside, point.value(), point.from(), point.to());
            }
            data.addSeries(series);
        }
        return data;
    }

    private ValueAxis places(List<String> names) {
        SymbolAxis axis = new SymbolAxis(places, names.toArray(String[]::new));
        axis.setGridBandsVisible(false);
        axis.setRange(-0.5, names.size() - 0.5);
        return dressed(axis);
    }

    /** From 0 on, or logarithmic where the figures are that far apart. */
    private ValueAxis values(List<Series> lines) {
        DoubleSummaryStatistics all = lines.stream()
                .flatMap(line -> line.points().stream())
                .flatMapToDouble(point -> DoubleStream.of(point.from(), point.to()))
                .summaryStatistics();
        if (all.getMin() > 0 && all.getMax() > FAR_APART * all.getMin()) {
            LogarithmicAxis axis = new LogarithmicAxis(values);
            axis.setExpTickLabelsFlag(false);
            axis.setLog10TickLabelsFlag(false);
            return dressed(axis);
        }
        NumberAxis axis = new NumberAxis(values);
        axis.setRange(0, Math.max(all.getMax(), Double.isNaN(lineAt) ? 1e-9 : lineAt) * HEADROOM);
        return dressed(axis);
    }

    private static ValueAxis dressed(ValueAxis axis) {
        axis.setLabelFont(LABEL);
        axis.setTickLabelFont(TICK);
        axis.setLabelPaint(INK);
        axis.setTickLabelPaint(INK);
        axis.setAxisLinePaint(INK);
        return axis;
    }

    private XYErrorRenderer renderer(List<Series> lines) {
        XYErrorRenderer renderer = new XYErrorRenderer();
        renderer.setDrawXError(false);
        renderer.setCapLength(6);
        renderer.setDefaultLinesVisible(connected);
        renderer.setDefaultShapesVisible(true);
        for (int line = 0; line < lines.size(); line++) {
            boolean isLess = lines.get(line).name().contains("without");
            renderer.setSeriesPaint(line, COLOURS.get(line % COLOURS.size()));
            renderer.setSeriesStroke(
                    line,
                    isLess
                            ? new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 4}, 0)
                            : new BasicStroke(line == 0 ? 3.5f : 2));
        }
        return renderer;
    }
}
