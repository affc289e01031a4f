package org.imprimatur.approval.engine;

import java.util.Set;
import org.imprimatur.engine.Vocabulary;
import org.springframework.stereotype.Component;

/** Models of approvals read the variables that every instance carries. */
@Component
class ApprovalVocabulary implements Vocabulary {

    @Override
    public Set<String> variables() {
        return ProcessVariable.names();
    }
}
