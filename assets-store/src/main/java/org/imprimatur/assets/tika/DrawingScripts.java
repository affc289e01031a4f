package org.imprimatur.assets.tika;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Whether a drawing or a web page holds something that a browser would run. */
final class DrawingScripts {

    /** In bytes; of a page that is no XML, so much is looked through. */
    private static final int HEAD = 8 * 1024 * 1024;

    /** Also finds what only looks like a script, so it is asked where the elements cannot be told apart. */
    private static final Pattern SCRIPT = Pattern.compile(
            "<(?:\\w{1,40}:)?script\\b|\\son\\w{1,40}\\s*+=|javascript\\s*+:", Pattern.CASE_INSENSITIVE);

    private DrawingScripts() {}

    static boolean in(Path file) throws IOException {
        try (var content = Files.newInputStream(file)) {
            var reader = factory().createXMLStreamReader(content);
            try {
                while (reader.hasNext()) {
                    if (reader.next() == XMLStreamConstants.START_ELEMENT && runs(reader)) {
                        return true;
                    }
                }
                return false;
            } finally {
                reader.close();
            }
        } catch (XMLStreamException | RuntimeException e) {
            return inText(file); // no XML
        }
    }

    /** Neither a DTD nor an entity is read. */
    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }

    private static boolean runs(XMLStreamReader element) {
        if (element.getLocalName().equalsIgnoreCase("script")) {
            return true;
        }
        for (var n = 0; n < element.getAttributeCount(); n++) {
            var name = element.getAttributeLocalName(n).toLowerCase(Locale.ROOT);
            var value = element.getAttributeValue(n).strip().toLowerCase(Locale.ROOT);
            if (name.startsWith("on") || value.startsWith("javascript:")) {
                return true;
            }
        }
        return false;
    }

    private static boolean inText(Path file) throws IOException {
        try (var content = Files.newInputStream(file)) {
            var head = new String(content.readNBytes(HEAD), StandardCharsets.UTF_8).replace("\0", "");
            return SCRIPT.matcher(head).find();
        }
    }
}
