package org.imprimatur.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.camunda.bpm.engine.RepositoryService;
import org.imprimatur.ProcessesTestApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(classes = ProcessesTestApplication.class)
class ModelRulesTests {

    @Autowired
    ModelRules rules;

    @Autowired
    RepositoryService repository;

    @Autowired
    PackagedForms forms;

    @ParameterizedTest(name = "{0} is refused: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<bpmn:scriptTask id='S' scriptFormat='juel'><bpmn:script>${x}</bpmn:script></bpmn:scriptTask> | scriptTask S: models have no such element",
                "<bpmn:serviceTask id='S' camunda:class='java.lang.Runtime' camunda:asyncBefore='true'/> | cannot have the attribute camunda:class",
                "<bpmn:serviceTask id='S' camunda:expression='${gate}' camunda:asyncBefore='true'/> | cannot have the attribute camunda:expression",
                "<bpmn:serviceTask id='S' camunda:type='external' camunda:topic='x' camunda:asyncBefore='true'/> | cannot have the attribute camunda:type",
                "<bpmn:serviceTask id='S' camunda:delegateExpression='${dataSource}' camunda:asyncBefore='true'/> | the palette has gate, publish",
                "<bpmn:serviceTask id='S' camunda:delegateExpression='${gate}'/> | needs camunda:asyncBefore",
                "<bpmn:userTask id='U' camunda:formHandlerClass='x.Y'/> | cannot have the attribute camunda:formHandlerClass",
                "<bpmn:userTask id='U' camunda:assignee='creator'/> | cannot have the attribute camunda:assignee",
                "<bpmn:userTask id='U' camunda:formKey='embedded:app:evil.html'/> | its form is embedded:app:evil.html",
                "<bpmn:userTask id='U' camunda:formKey='http://evil.example'/> | its form is http://evil.example",
                "<bpmn:userTask id='U' camunda:candidateGroups='${execution.processEngine}'/> | more than variables",
                "<bpmn:userTask id='U' camunda:candidateGroups='${execution}'/> | reads execution, which no instance has",
                "<bpmn:userTask id='U' camunda:dueDate='${dateTime().plusDays(1)}'/> | calls dateTime()",
                "<bpmn:userTask id='U' name='${brand.getClass()}'/> | calls",
                "<bpmn:userTask id='U' name='#{brand[0]}'/> | more than variables",
                "<bpmn:userTask id='U' name='${brand'/> | nested or never closed",
                "<bpmn:userTask id='U'><bpmn:extensionElements><camunda:taskListener event='create' class='x'/></bpmn:extensionElements></bpmn:userTask> | camunda:taskListener in U: models have no such element",
                "<bpmn:userTask id='U'><bpmn:extensionElements><camunda:connector/></bpmn:extensionElements></bpmn:userTask> | camunda:connector in U: models have no such element",
                "<bpmn:userTask id='U'><bpmn:extensionElements><camunda:inputOutput/></bpmn:extensionElements></bpmn:userTask> | camunda:inputOutput in U",
                "<bpmn:callActivity id='C' calledElement='x'/> | callActivity C: models have no such element",
                "<bpmn:businessRuleTask id='B'/> | businessRuleTask B: models have no such element",
                "<evil:thing xmlns:evil='urn:evil' id='E'/> | thing E: models have no such element",
            })
    void whatRunsCodeIsRefusedByElementAndReason(String element, String reason) {
        assertThatThrownBy(() -> rules.check("x.bpmn", bpmn(element, "P30D")))
                .isInstanceOf(ModelRefused.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aModelWithoutATimeToLiveIsRefused() {
        assertThatThrownBy(() -> rules.check("x.bpmn", bpmn("", ""))).hasMessageContaining("time to live");
    }

    @Test
    void aPlainModelIsAllowed() {
        assertThatCode(() -> rules.check(
                        "x.bpmn",
                        bpmn(
                                "<bpmn:userTask id='U' camunda:candidateGroups='${brand}:reviewer'"
                                        + " camunda:dueDate='${due}'/>",
                                "P30D")))
                .doesNotThrowAnyException();
    }

    @Test
    void aDtdNoEntityAndNoBrokenXmlIsRead() {
        var doctype = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><definitions>&e;</definitions>";

        assertThatThrownBy(() -> rules.check("x.bpmn", doctype.getBytes(UTF_8))).hasMessageContaining("well-formed");
        assertThatThrownBy(() -> rules.check("x.bpmn", "<a".getBytes(UTF_8))).hasMessageContaining("well-formed");
    }

    @Test
    void aModelHasALimitedSizeAndDepth() {
        assertThatThrownBy(() -> rules.check("x.bpmn", new byte[ModelRules.SIZE_LIMIT + 1]))
                .hasMessageContaining("1000001 bytes");
        var deep = "<bpmn:subProcess>".repeat(60) + "</bpmn:subProcess>".repeat(60);
        assertThatThrownBy(() -> rules.check("x.bpmn", bpmn(deep, "P30D"))).isInstanceOf(ModelRefused.class);
    }

    @Test
    void onlyPackagedFormsAreDeployedToTheByte() {
        var form = Objects.requireNonNull(forms.bytes("decision.html"));

        assertThatCode(() -> rules.check("decision.html", form)).doesNotThrowAnyException();
        assertThatThrownBy(() -> rules.check("decision.html", "<script>".getBytes(UTF_8)))
                .hasMessageContaining("only the packaged forms");
        assertThatThrownBy(() -> rules.check("run.groovy", new byte[0])).hasMessageContaining("Only BPMN");
        assertThatThrownBy(() -> rules.check("x.cmmn", new byte[0])).hasMessageContaining("Only BPMN");
    }

    @Test
    void aTableSpeaksFeelAndNothingElse() {
        var juel = """
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:camunda="http://camunda.org/schema/1.0/dmn" id="d" name="d" namespace="x">
                <decision id="t" name="t" camunda:historyTimeToLive="30"><decisionTable id="dt">
                <input id="i"><inputExpression id="ie" expressionLanguage="groovy"><text>x</text></inputExpression></input>
                </decisionTable></decision></definitions>
                """;

        assertThatThrownBy(() -> rules.check("x.dmn", juel.getBytes(UTF_8)))
                .hasMessageContaining("cannot have the attribute expressionLanguage");
    }

    @Test
    void aDeploymentIsRefusedBeforeAnythingOfItIsParsed() {
        var before = repository.createDeploymentQuery().count();

        assertThatThrownBy(() -> repository
                        .createDeployment()
                        .addString(
                                "evil.bpmn",
                                new String(
                                        bpmn("<bpmn:userTask id='U' camunda:formHandlerClass='x.Y'/>", "P1D"), UTF_8))
                        .deploy())
                .hasMessageContaining("formHandlerClass");

        assertThat(repository.createDeploymentQuery().count()).isEqualTo(before);
    }

    private static byte[] bpmn(String inside, String timeToLive) {
        return ("<bpmn:definitions xmlns:bpmn='http://www.omg.org/spec/BPMN/20100524/MODEL'"
                        + " xmlns:camunda='http://camunda.org/schema/1.0/bpmn' id='d' targetNamespace='x'>"
                        + "<bpmn:process id='p' isExecutable='true' camunda:historyTimeToLive='" + timeToLive
                        + "'><bpmn:startEvent id='s'/>" + inside + "</bpmn:process></bpmn:definitions>")
                .getBytes(UTF_8);
    }
}
