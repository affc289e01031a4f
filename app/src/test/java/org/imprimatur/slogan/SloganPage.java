package org.imprimatur.slogan;

import java.util.UUID;
import org.imprimatur.people.NotPermitted;
import org.imprimatur.people.Person;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.util.HtmlUtils;

/** Where a slogan has its page. */
@Controller
class SloganPage {

    private final Slogans slogans;

    SloganPage(Slogans slogans) {
        this.slogans = slogans;
    }

    @GetMapping("/slogans/{id}")
    @ResponseBody
    String page(@PathVariable UUID id, Person reader) {
        return slogans.find(id)
                .filter(slogan -> reader.belongsTo(slogan.brand()))
                .map(slogan -> HtmlUtils.htmlEscape(slogan.words()))
                .orElseThrow(() -> NotPermitted.secret("slogan"));
    }
}
