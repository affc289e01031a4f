package org.imprimatur.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticMessageSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.FlashMap;
import org.springframework.web.servlet.support.SessionFlashMapManager;

class BoundedFlashMapsTests {

    private final MockHttpServletRequest request = new MockHttpServletRequest();
    private final BoundedFlashMaps flashes = new BoundedFlashMaps(messages());

    private static StaticMessageSource messages() {
        var messages = new StaticMessageSource();
        messages.setUseCodeAsDefaultMessage(true);
        return messages;
    }

    @Test
    void whatIsShortIsSaidAsItIs() {
        save("toast", "Saved.");

        assertThat(next()).containsEntry("toast", "Saved.");
    }

    @Test
    void aListThatIsTooLongIsReplacedByAWordAboutIt() {
        save("released", IntStream.range(0, 5_000).mapToObj(n -> "A title " + n).toList());

        assertThat(next()).containsOnlyKeys("toast").containsEntry("toast", "flash.too-long");
    }

    @Test
    void theOldestGiveWayWhenNobodyReadsThem() {
        for (var n = 0; n < 100; n++) {
            save("toast", "Saved " + n);
        }

        assertThat(waiting()).hasSize(BoundedFlashMaps.MAX_WAITING);
        assertThat(waiting().get(BoundedFlashMaps.MAX_WAITING - 1)).containsEntry("toast", "Saved 99");
    }

    private void save(String name, Object value) {
        var flash = new FlashMap();
        flash.put(name, value);
        flashes.saveOutputFlashMap(flash, request, new MockHttpServletResponse());
    }

    private Map<String, Object> next() {
        return requireNonNull(flashes.retrieveAndUpdate(request, new MockHttpServletResponse()));
    }

    private List<Map<String, Object>> waiting() {
        var waiting = requireNonNull(request.getSession())
                .getAttribute(SessionFlashMapManager.class.getName() + ".FLASH_MAPS");
        return ((List<?>) waiting)
                .stream()
                        .map(each -> Map.<String, Object>copyOf((FlashMap) each))
                        .toList();
    }
}
