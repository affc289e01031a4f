package org.imprimatur.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssetBytesTests {

    /** RFC 6266: what every program reads, and what is exact. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        cup.jpg        | filename="cup.jpg"
        a b;c=d.jpg    | filename="a b;c=d.jpg"
        27" screen.jpg | filename="27_ screen.jpg"; filename*=UTF-8''27%22%20screen.jpg
        a\\b.jpg       | filename="a_b.jpg"; filename*=UTF-8''a%5Cb.jpg
        %41.jpg        | filename="_41.jpg"; filename*=UTF-8''%2541.jpg
        Größe.jpg      | filename="Gr__e.jpg"; filename*=UTF-8''Gr%C3%B6%C3%9Fe.jpg
        👩.jpg         | filename="_.jpg"; filename*=UTF-8''%F0%9F%91%A9.jpg""")
    void aDownloadIsNamedAsItsFile(String name, String parameters) {
        assertThat(AssetBytes.disposition("attachment", name)).isEqualTo("attachment; " + parameters);
    }
}
