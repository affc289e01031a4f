package org.imprimatur.approval.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.imprimatur.approval.Verdict;
import org.junit.jupiter.api.Test;

class ContentApprovalTests extends Story {

    @Test
    void aPostGoesFromDraftToPublishedWhenItsSlotComes() {
        var slot = MORNING.plus(Duration.ofHours(3));
        var post = draft(slot);
        assertThat(stage(post)).isEqualTo("draft");

        approvals.submit(post, "creator");
        assertThat(stage(post)).isEqualTo("in_review");
        assertThat(task(post).due()).isEqualTo(slot);

        decide(post, Verdict.APPROVE, null, "reviewer");
        assertThat(stage(post)).isEqualTo("brand_approval");

        decide(post, Verdict.APPROVE, "Lovely", "brand-manager");
        assertThat(stage(post)).isEqualTo("approved");

        jobs(post);
        assertThat(stage(post)).isEqualTo("approved");

        clock.set(slot);
        jobs(post);
        assertThat(stage(post)).isEqualTo("published");
        assertThat(outlet.published).extracting(round -> round.subject()).contains(post);
    }
}
