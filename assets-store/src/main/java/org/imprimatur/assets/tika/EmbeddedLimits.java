package org.imprimatur.assets.tika;

import java.io.IOException;
import java.io.InputStream;
import org.apache.tika.extractor.ParsingEmbeddedDocumentExtractor;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Files within files, as far down and as many as a sensible document has; by itself Tika knows no end. */
class EmbeddedLimits extends ParsingEmbeddedDocumentExtractor {

    static final int DEPTH = 5;
    static final int COUNT = 200;

    private int depth;
    private int count;

    EmbeddedLimits(ParseContext context) {
        super(context);
    }

    @Override
    public boolean shouldParseEmbedded(Metadata metadata) {
        return depth < DEPTH && count < COUNT && super.shouldParseEmbedded(metadata);
    }

    @Override
    public void parseEmbedded(InputStream content, ContentHandler handler, Metadata metadata, boolean outputHtml)
            throws SAXException, IOException {
        depth++;
        count++;
        try {
            super.parseEmbedded(content, handler, metadata, outputHtml);
        } finally {
            depth--;
        }
    }
}
