package org.imprimatur.startup;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says on the console when the product answers, and when it has stopped with all that belongs to it. */
@Component
class Greeting {

    private final String address;

    Greeting(@Value("${server.address:127.0.0.1}") String address) {
        this.address = address.equals("0.0.0.0") ? "127.0.0.1" : address;
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        ConfigurableApplicationContext context = event.getApplicationContext();
        if (context instanceof WebServerApplicationContext web && web.getWebServer() != null) {
            System.out.println(
                    "ready http://" + address + ":" + web.getWebServer().getPort());
            SpringApplication.getShutdownHandlers().add(() -> System.out.println("stopped"));
        }
    }
}
