package org.imprimatur.publishing;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.List;
import org.imprimatur.text.UnicodeText;
import org.springframework.web.util.HtmlUtils;

/** The text of a post as paragraphs; what a person typed never becomes markup. */
final class FeedText {

    private FeedText() {}

    /** Blocks between empty lines; a line end within one stays. */
    static List<String> paragraphs(String text) {
        return Arrays.stream(UnicodeText.strip(text).split("\n\\s*\n", -1))
                .map(UnicodeText::strip)
                .filter(paragraph -> !paragraph.isEmpty())
                .toList();
    }

    static String html(String text) {
        var html = new StringBuilder();
        for (var paragraph : paragraphs(text)) {
            html.append("<p dir=\"auto\">").append(lines(paragraph)).append("</p>");
        }
        return html.toString();
    }

    /** Each of several lines has its own direction, as in the field in which they were typed. */
    private static String lines(String paragraph) {
        var lines = paragraph.split("\n", -1);
        return lines.length == 1
                ? escaped(paragraph)
                : Arrays.stream(lines)
                        .map(line -> "<bdi>" + escaped(line) + "</bdi>")
                        .collect(joining("<br/>"));
    }

    static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
