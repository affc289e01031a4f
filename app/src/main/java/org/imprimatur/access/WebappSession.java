package org.imprimatur.access;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** What Camunda's webapps take from us to sign people in again in place: notice, dialog, token and script. */
@Controller
class WebappSession {

    @GetMapping("/session/webapp")
    String parts() {
        return "access/webapp-session";
    }
}
