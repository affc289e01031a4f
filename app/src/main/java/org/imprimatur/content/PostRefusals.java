package org.imprimatur.content;

import org.imprimatur.approval.Refused;

/** Says why a post cannot be handled as somebody asked. */
final class PostRefusals {

    private PostRefusals() {}

    static Refused missing() {
        return new Refused(Refused.Kind.MISSING, "no-such-post", "There is no such post, or not for you.");
    }

    static Refused notEditable(PostState state) {
        var words =
                switch (state) {
                    case IN_REVIEW, BRAND_APPROVAL ->
                        "This version is being decided on, so it cannot change. Withdraw it first, then edit.";
                    case APPROVED -> "This version is approved and waits for its slot. Withdraw it first, then edit.";
                    default -> standsElsewhere(state);
                };
        return new Refused(Refused.Kind.CONFLICT, "not-editable", words);
    }

    static String standsElsewhere(PostState state) {
        return switch (state) {
            case IN_REVIEW -> "It is in review already.";
            case BRAND_APPROVAL -> "It is at brand approval already.";
            case APPROVED -> "It is approved already and waits for its slot.";
            case PUBLISHING -> "It is going out right now, so nothing can change any more.";
            case PUBLISHED -> "It is out in the world. Write a new post instead.";
            case REJECTED -> "It was rejected, which is final. Write a new post instead.";
            case FAILED -> "It failed to go out. Its page says why; write a new post instead.";
            default -> "It stands at its author.";
        };
    }
}
