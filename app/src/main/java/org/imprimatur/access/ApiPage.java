package org.imprimatur.access;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Where the API's document is read and tried. */
@Controller
class ApiPage {

    @GetMapping("/api")
    String page() {
        return "access/api";
    }
}
