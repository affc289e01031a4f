package org.imprimatur.library;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.imprimatur.assets.Asset;
import org.imprimatur.assets.Asset.Metadatum;
import org.imprimatur.assets.FileFormat;
import org.imprimatur.assets.FileTexts;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Facts of a file in words: its size, its kind, its sides. */
@Component("files")
class FileWords {

    /** In the order in which people ask: what, whose, when, where. Sides are told with the file. */
    private static final List<String> TOLD = List.of(
            "title", "description", "creator", "credit", "copyright", "keywords", "created", "camera", "place", "gps");

    private static final String[] UNITS = {"bytes", "KB", "MB", "GB", "TB"};

    /** Decimal units with at most one decimal, as file managers show them: {@code 5.8 MB}. */
    public String size(long bytes) {
        var unit = 0;
        var value = (double) bytes;
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        var format = new DecimalFormat(
                unit == 0 || value >= 100 ? "0" : "0.#",
                DecimalFormatSymbols.getInstance(LocaleContextHolder.getLocale()));
        return format.format(value) + " " + UNITS[unit];
    }

    /** {@code JPEG}, {@code PDF}, {@code Word}. */
    public String kind(Asset asset) {
        return settled(asset) || asset.format() != FileFormat.UNKNOWN
                ? asset.format().label()
                : FileTexts.of("label.none");
    }

    /** {@code 4032 × 3024}; empty when it has no sides. */
    public Optional<String> sides(Asset asset) {
        var sides = Stream.of("width", "height")
                .map(asset.metadata()::get)
                .filter(Objects::nonNull)
                .map(Metadatum::value)
                .toList();
        return sides.size() == 2 ? Optional.of(String.join(" × ", sides)) : Optional.empty();
    }

    /** Class of the sign for a file without a thumbnail. */
    public String icon(String mediaType) {
        if (mediaType.equals("application/pdf")) {
            return "i-file-type-pdf";
        }
        return switch (mediaType.substring(0, mediaType.indexOf('/') + 1)) {
            case "image/" -> "i-photo";
            case "video/" -> "i-video";
            case "audio/" -> "i-music";
            default -> "i-file-text";
        };
    }

    /** What the file says of itself, in reading order. */
    public List<Map.Entry<String, Metadatum>> told(Asset asset) {
        return TOLD.stream()
                .filter(asset.metadata()::containsKey)
                .map(key ->
                        Map.entry(key, Objects.requireNonNull(asset.metadata().get(key))))
                .toList();
    }

    /** When a file says it was made; cameras know no zone, so the wall clock is told as it is. */
    public String when(String written) {
        try {
            var locale = LocaleContextHolder.getLocale();
            if (written.length() == 10) { // IPTC may know the day alone
                return DateTimeFormatter.ofPattern("d MMM yyyy", locale).format(LocalDate.parse(written));
            }
            var clock = LocalDateTime.parse(written.length() > 19 ? written.substring(0, 19) : written);
            return DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", locale).format(clock);
        } catch (DateTimeParseException e) {
            return written; // in the words of the file
        }
    }

    /** Whether nothing about it changes by itself any more. */
    public boolean settled(Asset asset) {
        return switch (asset.state()) {
            case RECEIVED, CATALOGING -> false;
            case CATALOGED, APPROVED, REJECTED, FAILED -> true;
        };
    }

    /** How long to wait before asking again, for the n-th time; 0 to stop: every 2 s at first, for half an hour in all. */
    public int patience(int asked) {
        if (asked < 15) {
            return 2;
        }
        return asked < 60 ? 10 : asked < 80 ? 60 : 0;
    }
}
