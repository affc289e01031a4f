package org.imprimatur.assets.tika;

import java.util.Arrays;
import java.util.List;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.Office;
import org.apache.tika.metadata.Property;
import org.apache.tika.metadata.TikaCoreProperties;

/** What a document says of itself. */
final class DocumentFacts {

    private DocumentFacts() {}

    static void read(Metadata metadata, Facts facts, String origin) {
        facts.add("title", metadata.get(TikaCoreProperties.TITLE), origin);
        facts.add("description", metadata.get(TikaCoreProperties.DESCRIPTION), origin);
        facts.add("creator", Facts.joined(values(metadata, TikaCoreProperties.CREATOR)), origin);
        facts.add("copyright", metadata.get(TikaCoreProperties.RIGHTS), origin);
        facts.addKeywords(values(metadata, Office.KEYWORDS), origin);
        facts.addKeywords(values(metadata, TikaCoreProperties.SUBJECT), origin);
        facts.add("created", metadata.get(TikaCoreProperties.CREATED), origin);
    }

    private static List<String> values(Metadata metadata, Property property) {
        return Arrays.asList(metadata.getValues(property));
    }
}
