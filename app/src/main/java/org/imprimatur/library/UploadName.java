package org.imprimatur.library;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a file in the {@code Content-Disposition} of a part, as it was on the sender's computer.
 *
 * <p>{@code filename*} (RFC 8187) is unambiguous and goes first, though RFC 7578 does not want it here. In {@code filename},
 * browsers write a quotation mark as {@code %22} and a line break as {@code %0D%0A}, and leave backslashes alone (HTML
 * standard, "multipart form data"); other programs write {@code \"} and {@code \\} (RFC 2183). So these three are
 * undone, and a backslash before anything else stands for itself.
 */
final class UploadName {

    private static final Pattern ESCAPED = Pattern.compile("\\\\([\"\\\\])|%(22|0[DdAa])");
    private static final String EXTENDED = "filename*";
    private static final String PLAIN = "filename";

    private UploadName() {}

    /** Null when the part has no file name. */
    static @Nullable String in(@Nullable String disposition) {
        var parameters = parameters(disposition == null ? "" : disposition);
        var extended = parameters.get(EXTENDED);
        var decoded = extended == null ? null : decoded(extended);
        var plain = parameters.get(PLAIN);
        return decoded != null ? decoded : plain == null ? null : unescaped(plain);
    }

    private static String unescaped(String name) {
        return ESCAPED.matcher(name).replaceAll(match -> {
            var escaped = match.group(1);
            var character = escaped == null ? String.valueOf((char) HexFormat.fromHexDigits(match.group(2))) : escaped;
            return Matcher.quoteReplacement(character);
        });
    }

    /** {@code UTF-8''5%22%20screen.jpg}; null when it is no such value. */
    private static @Nullable String decoded(String extended) {
        var parts = extended.split("'", 3);
        if (parts.length < 3) {
            return null;
        }
        try {
            var bytes = new ByteArrayOutputStream();
            var value = parts[2];
            for (var n = 0; n < value.length(); n++) {
                if (value.charAt(n) == '%' && n + 2 < value.length() && isHex(value, n + 1)) {
                    bytes.write(HexFormat.fromHexDigits(value, n + 1, n + 3));
                    n += 2;
                } else {
                    bytes.writeBytes(value.substring(n, n + 1).getBytes(UTF_8));
                }
            }
            return Charset.forName(parts[0].strip())
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (IllegalCharsetNameException | UnsupportedCharsetException | CharacterCodingException e) {
            return null; // the plain name says it in its way
        }
    }

    private static boolean isHex(String text, int at) {
        return HexFormat.isHexDigit(text.charAt(at)) && HexFormat.isHexDigit(text.charAt(at + 1));
    }

    /** The first of each name, in lower case; values without their quotation marks, else as they stand. */
    private static Map<String, String> parameters(String disposition) {
        var parameters = new LinkedHashMap<String, String>();
        var at = disposition.indexOf(';');
        while (at >= 0 && at < disposition.length()) {
            var equals = disposition.indexOf('=', at);
            if (equals < 0) {
                break;
            }
            var name = disposition.substring(at + 1, equals).strip().toLowerCase(Locale.ROOT);
            var begin = equals + 1;
            while (begin < disposition.length() && disposition.charAt(begin) == ' ') {
                begin++;
            }
            var quoted = begin < disposition.length() && disposition.charAt(begin) == '"';
            var end = quoted ? closing(disposition, begin + 1) : semicolon(disposition, begin);
            var value = disposition.substring(quoted ? begin + 1 : begin, end);
            parameters.putIfAbsent(name, quoted ? value : value.strip());
            at = semicolon(disposition, end);
        }
        return parameters;
    }

    /** Where the quotation mark stands that ends the value; the end when there is none. */
    private static int closing(String text, int begin) {
        for (var n = begin; n < text.length(); n++) {
            var character = text.charAt(n);
            if (character == '"' && endsHere(text, n)) {
                return n;
            }
            if (character == '\\' && n + 1 < text.length() && isEscape(text, n + 1)) {
                n++;
            }
        }
        return text.length();
    }

    private static boolean isEscape(String text, int at) {
        return text.charAt(at) == '\\' || (text.charAt(at) == '"' && !endsHere(text, at));
    }

    /** Whether nothing but another parameter follows: some old programs write quotation marks as they are. */
    private static boolean endsHere(String text, int quote) {
        var rest = text.substring(quote + 1).stripLeading();
        return rest.isEmpty() || rest.startsWith(";");
    }

    private static int semicolon(String text, int begin) {
        var at = text.indexOf(';', begin);
        return at < 0 ? text.length() : at;
    }
}
