package org.imprimatur.demo;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Tells the person who starts the product for a first try who they may be, and where to begin. */
@Component
@ConditionalOnDemo
class Welcome {

    static final String WORDS = """

            Imprimatur is up, with a brand to try it on: Aurora Coffee. The password of each account is: demo

              creator        uploads pictures, writes posts
              librarian      says which pictures may be used
              reviewer       reviews posts
              brand-manager  approves them for the brand
              publisher      sees what went out and what did not
              modeler        reads the processes
              auditor        reads what happened
              admin          makes brands and people

            What to do first: sign in as reviewer and decide on what waits in the inbox, here or in
            Camunda Tasklist. Then as creator: drop a photo on the library, and write a post of your own.

            """;

    /** Before the line that says where it answers, which is the last one. */
    @Order(0)
    @EventListener
    void ready(ApplicationReadyEvent event) {
        if (event.getApplicationContext() instanceof WebServerApplicationContext) {
            System.out.print(WORDS);
        }
    }
}
