package org.imprimatur.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Random;

/** Something to draw on, with the few strokes that the demo's pictures are made of. */
final class Canvas implements AutoCloseable {

    static final int WIDTH = 1600;
    static final int HEIGHT = 1000;

    private final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    private final Graphics2D pen = image.createGraphics();

    /** The same for the same seed, so that the same picture has the same bytes. */
    final Random chance;

    Canvas(long seed) {
        chance = new Random(seed);
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    BufferedImage image() {
        return image;
    }

    Graphics2D pen() {
        return pen;
    }

    /** Fills everything, from the upper colour to the lower. */
    void ground(int upper, int lower) {
        pen.setPaint(new GradientPaint(0, 0, colour(upper), 0, HEIGHT, colour(lower)));
        pen.fill(new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
    }

    void fill(Shape shape, int rgb) {
        pen.setPaint(colour(rgb));
        pen.fill(shape);
    }

    void fill(Shape shape, Paint paint) {
        pen.setPaint(paint);
        pen.fill(shape);
    }

    void line(Shape shape, int rgb, double width) {
        pen.setPaint(colour(rgb));
        pen.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.draw(shape);
    }

    void line(Shape shape, Color colour, double width) {
        pen.setPaint(colour);
        pen.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.draw(shape);
    }

    /** A soft light: strongest in its middle, gone at its edge. */
    void glow(double x, double y, double radius, int rgb, int alpha) {
        var middle = colour(rgb, alpha);
        var edge = colour(rgb, 0);
        pen.setPaint(new RadialGradientPaint(
                (float) x, (float) y, (float) radius, new float[] {0, 1}, new Color[] {middle, edge}));
        pen.fill(disc(x, y, radius));
    }

    /** Darkens the corners, as a lens does. */
    void vignette(int alpha) {
        pen.setPaint(
                new RadialGradientPaint(WIDTH / 2f, HEIGHT / 2f, WIDTH * 0.62f, new float[] {0.55f, 1}, new Color[] {
                    colour(0x000000, 0), colour(0x000000, alpha)
                }));
        pen.fill(new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
    }

    static Shape disc(double x, double y, double radius) {
        return oval(x, y, radius, radius);
    }

    static Shape oval(double x, double y, double across, double down) {
        return new Ellipse2D.Double(x - across, y - down, across * 2, down * 2);
    }

    static Path2D path(double x, double y) {
        var path = new Path2D.Double();
        path.moveTo(x, y);
        return path;
    }

    static Color colour(int rgb) {
        return new Color(rgb);
    }

    static Color colour(int rgb, int alpha) {
        return new Color(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF, alpha);
    }

    double between(double low, double high) {
        return low + chance.nextDouble() * (high - low);
    }

    @Override
    public void close() {
        pen.dispose();
    }
}
