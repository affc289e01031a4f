package org.imprimatur.demo;

import static org.imprimatur.demo.Canvas.HEIGHT;
import static org.imprimatur.demo.Canvas.WIDTH;
import static org.imprimatur.demo.Canvas.colour;
import static org.imprimatur.demo.Canvas.disc;
import static org.imprimatur.demo.Canvas.oval;
import static org.imprimatur.demo.Canvas.path;

import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.LinearGradientPaint;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;

/** The pictures of Aurora Coffee, drawn by program: nothing here was photographed, nothing is anybody's. */
final class Drawings {

    private Drawings() {}

    /** A steaming cup in the snow under northern lights. */
    static void winterCup(Canvas canvas) {
        canvas.ground(0x12163F, 0x22406B);
        for (var star = 0; star < 160; star++) {
            var size = canvas.between(0.8, 2.4);
            canvas.fill(disc(canvas.between(0, WIDTH), canvas.between(0, 560), size), colour(0xFFFFFF, (int)
                    canvas.between(90, 230)));
        }
        lights(canvas, 0x4FE0A5, 250, 150, 0.9);
        lights(canvas, 0x6F74FF, 170, 110, 2.1);
        lights(canvas, 0x8FF0D0, 330, 80, 3.7);
        mountains(canvas, 600, 0x1B2A55, 180);
        mountains(canvas, 680, 0x142044, 120);
        var snow = path(0, 760);
        snow.curveTo(300, 690, 520, 800, 860, 742);
        snow.curveTo(1160, 690, 1400, 770, WIDTH, 720);
        snow.lineTo(WIDTH, HEIGHT);
        snow.lineTo(0, HEIGHT);
        snow.closePath();
        canvas.fill(snow, new GradientPaint(0, 720, colour(0xEAF4FF), 0, HEIGHT, colour(0xA9C4E8)));
        canvas.fill(oval(800, 872, 330, 42), colour(0x5E7FB0, 120));
        cup(canvas);
        for (var flake = 0; flake < 120; flake++) {
            canvas.fill(
                    disc(canvas.between(0, WIDTH), canvas.between(0, HEIGHT), canvas.between(1.5, 5)),
                    colour(0xFFFFFF, (int) canvas.between(60, 190)));
        }
    }

    private static void lights(Canvas canvas, int rgb, double top, double height, double phase) {
        for (var x = 0; x < WIDTH; x += 4) {
            var wave = Math.sin(x / 210.0 + phase) * 60 + Math.sin(x / 90.0 + phase * 2) * 22;
            var tall = height * (1.4 + Math.sin(x / 130.0 + phase) * 0.6);
            var from = top + wave - tall;
            var to = top + wave + height * 0.6;
            canvas.fill(
                    new Rectangle2D.Double(x, from, 5, to - from),
                    new LinearGradientPaint(x, (float) from, x, (float) to, new float[] {0, 0.75f, 1}, new Color[] {
                        colour(rgb, 0), colour(rgb, 105), colour(rgb, 0)
                    }));
        }
    }

    private static void mountains(Canvas canvas, double base, int rgb, double tall) {
        var ridge = path(0, HEIGHT);
        ridge.lineTo(0, base);
        for (var x = 0.0; x <= WIDTH + 200; x += canvas.between(90, 190)) {
            ridge.lineTo(x, base - canvas.between(0, tall));
            ridge.lineTo(x + 60, base + canvas.between(-20, 25));
        }
        ridge.lineTo(WIDTH, HEIGHT);
        ridge.closePath();
        canvas.fill(ridge, rgb);
    }

    private static void cup(Canvas canvas) {
        canvas.line(new RoundRectangle2D.Double(960, 610, 150, 150, 120, 120), 0xC8452F, 34);
        var body = path(580, 560);
        body.lineTo(1020, 560);
        body.curveTo(1018, 720, 990, 862, 800, 866);
        body.curveTo(610, 862, 582, 720, 580, 560);
        body.closePath();
        canvas.fill(body, new GradientPaint(580, 0, colour(0xE8593F), 1020, 0, colour(0xB53A26)));
        canvas.pen().setClip(body);
        for (var x = 560; x < 1060; x += 60) { // a knitted band
            var stitch = path(x, 690);
            stitch.lineTo(x + 30, 730);
            stitch.lineTo(x + 60, 690);
            canvas.line(stitch, colour(0xFFF3E2, 215), 12);
            canvas.line(shifted(stitch, 0, 34), colour(0xFFF3E2, 150), 8);
        }
        canvas.pen().setClip(null);
        canvas.fill(oval(800, 560, 220, 54), 0xF7EDE0);
        canvas.fill(oval(800, 562, 198, 43), new GradientPaint(0, 520, colour(0x5A3018), 0, 606, colour(0x7F4A24)));
        canvas.fill(oval(770, 556, 96, 17), colour(0xE9C79B, 170));
        for (var wisp = 0; wisp < 3; wisp++) {
            var x = 710 + wisp * 90;
            var steam = path(x, 520);
            steam.curveTo(x - 60, 450, x + 60, 400, x, 330);
            steam.curveTo(x - 40, 280, x + 30, 250, x + 6, 210);
            for (var width = 34; width > 4; width -= 6) {
                canvas.line(steam, colour(0xFFFFFF, 16), width);
            }
        }
    }

    /** Roasted beans, from above. */
    static void beans(Canvas canvas) {
        canvas.ground(0x2A1A10, 0x1C110A);
        for (var layer = 0; layer < 3; layer++) {
            for (var bean = 0; bean < 190; bean++) {
                bean(canvas, canvas.between(-40, WIDTH + 40), canvas.between(-40, HEIGHT + 40), layer);
            }
        }
        canvas.glow(1180, 240, 620, 0xFFD9A0, 46);
        canvas.vignette(170);
    }

    private static void bean(Canvas canvas, double x, double y, int layer) {
        var pen = canvas.pen();
        var before = pen.getTransform();
        pen.translate(x, y);
        pen.rotate(canvas.between(0, Math.PI * 2));
        var size = canvas.between(46, 60);
        var light = 0x4A2A16 + layer * 0x0D0804;
        canvas.fill(oval(5, 8, size, size * 0.68), colour(0x000000, 90));
        canvas.fill(
                oval(0, 0, size, size * 0.68),
                new GradientPaint(
                        0,
                        (float) -size,
                        colour(light + 0x261A10),
                        0,
                        (float) size,
                        colour(Math.max(0, light - 0x120A06))));
        var seam = path(-size * 0.86, 0);
        seam.curveTo(-size * 0.35, -size * 0.26, size * 0.3, size * 0.28, size * 0.86, 0);
        canvas.line(seam, colour(0x140A05, 235), 6);
        canvas.line(shifted(seam, 0, -5), colour(0xC08A5A, 80), 2);
        pen.setTransform(before);
    }

    /** A leaf in milk foam. */
    static void latte(Canvas canvas) {
        canvas.ground(0x5F827C, 0x35504C);
        canvas.glow(800, 470, 760, 0xBFE3D8, 90);
        canvas.fill(oval(830, 560, 430, 400), colour(0x12201E, 90));
        canvas.fill(disc(800, 500, 410), new GradientPaint(400, 100, colour(0xF7FAFB), 1200, 900, colour(0xC9D3D8)));
        canvas.fill(disc(800, 500, 340), 0xE4EAED);
        canvas.line(new RoundRectangle2D.Double(1070, 430, 150, 140, 110, 110), 0xFFFFFF, 38);
        canvas.fill(disc(800, 500, 292), 0xFFFFFF);
        canvas.fill(disc(800, 500, 262), new GradientPaint(600, 260, colour(0xB9743C), 980, 760, colour(0x8D4E23)));
        for (var leaf = 0; leaf < 6; leaf++) {
            var y = 330 + leaf * 62;
            var wide = 62 + leaf * 22 - (leaf == 5 ? 36 : 0);
            for (var side = -1; side <= 1; side += 2) {
                var petal = path(800, y + 66);
                petal.curveTo(800 + side * wide * 0.4, y + 40, 800 + side * wide, y + 26, 800 + side * wide, y - 26);
                petal.curveTo(800 + side * wide * 0.7, y + 4, 800 + side * 30, y, 800, y + 22);
                petal.closePath();
                canvas.fill(petal, 0xF8E6CB);
            }
        }
        var stem = path(800, 300);
        stem.curveTo(792, 440, 808, 560, 800, 720);
        canvas.line(stem, 0xA8662F, 7);
        canvas.vignette(110);
    }

    /** Twenty-four little boxes. */
    static void advent(Canvas canvas) {
        canvas.ground(0x3B1220, 0x210A13);
        canvas.glow(800, 420, 900, 0xFFB36B, 70);
        var colours = new int[] {0xB8372F, 0x1F5B4A, 0xE0B15C, 0xF3E9DA, 0x7E2433};
        for (var n = 0; n < 24; n++) {
            var x = 130 + n % 6 * 232;
            var y = 96 + n / 6 * 214;
            var tone = colours[(n * 7 + n / 6) % colours.length];
            canvas.fill(new RoundRectangle2D.Double(x + 8, y + 12, 184, 168, 18, 18), colour(0x000000, 110));
            canvas.fill(
                    new RoundRectangle2D.Double(x, y, 184, 168, 18, 18),
                    new GradientPaint(
                            x, y, colour(tone), x + 184f, y + 168f, colour(tone).darker()));
            canvas.fill(new Rectangle2D.Double(x + 82, y, 20, 168), colour(0xFFFFFF, 50));
            canvas.line(bow(x + 92, y + 6), colour(0xFFF2D8, 220), 7);
            var pale = tone == 0xF3E9DA || tone == 0xE0B15C;
            canvas.pen().setFont(new Font(Font.SERIF, Font.BOLD, 76));
            canvas.pen().setPaint(pale ? colour(0x5A1B22) : colour(0xFFF6E6));
            var text = String.valueOf((n * 11) % 24 + 1);
            var wide = canvas.pen().getFontMetrics().stringWidth(text);
            canvas.pen().drawString(text, x + 92 - wide / 2f, y + 118f);
        }
        canvas.vignette(150);
    }

    private static Path2D bow(double x, double y) {
        var bow = path(x, y);
        bow.curveTo(x - 50, y - 44, x - 64, y + 20, x, y);
        bow.curveTo(x + 64, y + 20, x + 50, y - 44, x, y);
        return bow;
    }

    /** Water into a paper filter, seen from above. */
    static void pourOver(Canvas canvas) {
        canvas.ground(0x8A5E3C, 0x6A452A);
        for (var grain = 0; grain < 46; grain++) {
            var y = canvas.between(0, HEIGHT);
            var fibre = path(0, y);
            fibre.curveTo(500, y + canvas.between(-18, 18), 1100, y + canvas.between(-18, 18), WIDTH, y);
            canvas.line(fibre, colour(0x3A2110, 46), canvas.between(1, 4));
        }
        canvas.fill(oval(830, 560, 440, 410), colour(0x1E1008, 110));
        canvas.fill(disc(800, 510, 420), 0xF4EFE7);
        canvas.fill(disc(800, 510, 374), 0xE2D8C8);
        for (var fold = 0; fold < 20; fold++) {
            var angle = Math.PI * 2 * fold / 20;
            var crease = path(800 + Math.cos(angle) * 250, 510 + Math.sin(angle) * 250);
            crease.lineTo(800 + Math.cos(angle) * 372, 510 + Math.sin(angle) * 372);
            canvas.line(crease, colour(0xB6A68D, 190), 5);
        }
        canvas.fill(disc(800, 510, 268), new GradientPaint(600, 300, colour(0x6B3D20), 980, 760, colour(0x24110A)));
        for (var bubble = 0; bubble < 60; bubble++) {
            var angle = canvas.between(0, Math.PI * 2);
            var far = canvas.between(0, 130);
            canvas.fill(
                    disc(770 + Math.cos(angle) * far, 530 + Math.sin(angle) * far, canvas.between(4, 17)),
                    colour(0xDDB48A, (int) canvas.between(70, 190)));
        }
        var water = path(1600, 20);
        water.curveTo(1250, 60, 960, 220, 786, 520);
        canvas.line(water, colour(0xD6E6F2, 235), 34);
        canvas.line(shifted(water, -6, -8), colour(0xFFFFFF, 190), 9);
        canvas.vignette(140);
    }

    /** A cinnamon bun on a plate. */
    static void bun(Canvas canvas) {
        canvas.ground(0x9A7A8C, 0x6B4A60);
        canvas.glow(800, 500, 820, 0xF4D3DD, 70);
        canvas.fill(oval(828, 556, 440, 420), colour(0x2A1622, 100));
        canvas.fill(disc(800, 500, 430), new GradientPaint(420, 120, colour(0xFBF7F0), 1180, 880, colour(0xD3C8BA)));
        canvas.fill(disc(800, 500, 372), 0xEFE7DA);
        canvas.fill(disc(800, 510, 322), new GradientPaint(560, 260, colour(0xE2A35C), 1050, 800, colour(0xAF6A2C)));
        canvas.line(spiral(300, 0), 0x6C3516, 40);
        canvas.line(spiral(292, 0.25), 0xEDBE7E, 22);
        for (var pearl = 0; pearl < 70; pearl++) {
            var angle = canvas.between(0, Math.PI * 2);
            var far = Math.sqrt(canvas.between(0, 1)) * 300;
            var pen = canvas.pen();
            var before = pen.getTransform();
            pen.translate(800 + Math.cos(angle) * far, 505 + Math.sin(angle) * far);
            pen.rotate(canvas.between(0, 3));
            canvas.fill(new RoundRectangle2D.Double(-8, -6, 16, 13, 4, 4), colour(0x7A4A22, 110));
            canvas.fill(new RoundRectangle2D.Double(-9, -9, 16, 13, 4, 4), 0xFFFDF8);
            pen.setTransform(before);
        }
        canvas.vignette(120);
    }

    private static Path2D spiral(double radius, double turn) {
        Path2D spiral = null;
        for (var step = 0.0; step <= 1; step += 0.004) {
            var angle = (step * 3.4 + turn) * Math.PI * 2;
            var far = radius * (1 - step) + 12;
            var x = 800 + Math.cos(angle) * far;
            var y = 508 + Math.sin(angle) * far;
            if (spiral == null) {
                spiral = path(x, y);
            } else {
                spiral.lineTo(x, y);
            }
        }
        return spiral == null ? path(0, 0) : spiral;
    }

    private static Shape shifted(Path2D path, double x, double y) {
        return path.createTransformedShape(AffineTransform.getTranslateInstance(x, y));
    }
}
