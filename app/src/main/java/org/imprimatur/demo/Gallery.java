package org.imprimatur.demo;

import java.time.LocalDateTime;
import java.util.List;

/** The sample pictures. */
final class Gallery {

    private static final Photograph.Place ROASTERY =
            new Photograph.Place("Aurora roastery, Kreuzberg", "Berlin", "Germany", 52.4986, 13.4183);
    private static final Photograph.Place HUT = new Photograph.Place("Lyngen", "Tromsø", "Norway", 69.5762, 20.2186);

    static final Photograph WINTER_CUP = new Photograph(
            "winter-cup.jpg",
            11,
            Drawings::winterCup,
            "Winter cup under northern lights",
            "A red cup of steaming coffee in the snow, green northern lights over dark mountains behind it.",
            List.of("winter", "northern lights", "cup", "snow"),
            LocalDateTime.of(2026, 11, 3, 17, 42),
            HUT);
    static final Photograph BEANS = new Photograph(
            "beans.jpg",
            12,
            Drawings::beans,
            "Beans, just roasted",
            "Dark roasted coffee beans, close together, seen from above.",
            List.of("beans", "roast", "close-up"),
            LocalDateTime.of(2026, 10, 14, 9, 5),
            ROASTERY);
    static final Photograph LATTE = new Photograph(
            "latte-evening.jpg",
            13,
            Drawings::latte,
            "A leaf in milk foam",
            "Leaf drawn in milk foam, cup from above on a green table.",
            List.of("latte art", "milk", "cup"),
            LocalDateTime.of(2026, 11, 12, 19, 20),
            ROASTERY);
    static final Photograph ADVENT = new Photograph(
            "advent-boxes.jpg",
            14,
            Drawings::advent,
            "Twenty-four boxes",
            "Twenty-four small numbered gift boxes with bows, four rows of six.",
            List.of("advent", "gift", "boxes"),
            LocalDateTime.of(2026, 11, 16, 11, 30),
            ROASTERY);
    static final Photograph POUR_OVER = new Photograph(
            "pour-over.jpg",
            15,
            Drawings::pourOver,
            "Pouring slowly",
            "Water spiralling into a paper filter full of dark coffee.",
            List.of("pour-over", "filter", "how-to"),
            LocalDateTime.of(2026, 11, 9, 8, 15),
            ROASTERY);
    static final Photograph BUN = new Photograph(
            "cinnamon-bun.jpg",
            16,
            Drawings::bun,
            "Cinnamon bun of the week",
            "Cinnamon bun with pearl sugar on a white plate, seen from above.",
            List.of("bun", "cinnamon", "bakery"),
            LocalDateTime.of(2026, 11, 19, 7, 50),
            ROASTERY);

    private Gallery() {}
}
