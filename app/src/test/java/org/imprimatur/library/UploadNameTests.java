package org.imprimatur.library;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names as browsers, curl, Python, Java and old programs send them. */
class UploadNameTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        filename="cup.jpg"                                    | cup.jpg
        filename=cup.jpg                                      | cup.jpg
        FileName = "cup.jpg"                                  | cup.jpg
        filename="27%22 screen.jpg"                           | 27" screen.jpg
        filename="27\\" screen.jpg"                           | 27" screen.jpg
        filename="front\\back.jpg"                            | front\\back.jpg
        filename="front\\\\back.jpg"                          | front\\back.jpg
        filename="back\\"                                     | back\\
        filename="back\\\\"                                   | back\\
        filename="C:\\shots\\new\\cup.jpg"                    | C:\\shots\\new\\cup.jpg
        filename="50%25 off; two=2.jpg"                       | 50%25 off; two=2.jpg
        filename="a;b.jpg"; size=7                            | a;b.jpg
        filename="say "hello".jpg"                            | say "hello".jpg
        filename*=UTF-8''27%22%20screen.jpg                   | 27" screen.jpg
        filename="plain.jpg"; filename*=utf-8'en'%E2%82%AC.jpg | €.jpg
        filename*=iso-8859-1''caf%E9.jpg                      | café.jpg
        filename*=nowhere''caf%E9.jpg; filename="cafe.jpg"    | cafe.jpg
        filename*=UTF-8''%ff.jpg; filename="cafe.jpg"         | cafe.jpg
        filename*=UTF-8''100%.jpg                             | 100%.jpg
        filename="写真 👩‍🚀.jpg"                               | 写真 👩‍🚀.jpg""")
    void isTheNameOnTheSendersComputer(String parameter, String name) {
        assertThat(UploadName.in("form-data; name=\"file\"; " + parameter)).isEqualTo(name);
    }

    @Test
    void aPartWithoutAFileHasNone() {
        assertThat(UploadName.in("form-data; name=\"title\"")).isNull();
        assertThat(UploadName.in("form-data; name=\"filename=x\"")).isNull();
        assertThat(UploadName.in("form-data")).isNull();
        assertThat(UploadName.in(null)).isNull();
        assertThat(UploadName.in("form-data; filename=\"\"")).isEmpty();
    }

    @Test
    void lineBreaksComeBackForTheStoreToTakeAway() {
        assertThat(UploadName.in("form-data; filename=\"a%0D%0Ab.jpg\"")).isEqualTo("a\r\nb.jpg");
    }
}
