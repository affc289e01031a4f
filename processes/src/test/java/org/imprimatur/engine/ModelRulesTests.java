package org.imprimatur.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.RepositoryService;
import org.imprimatur.ProcessesTestApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
                "<bpmn:scriptTask id='S' scriptFormat='groovy' camunda:resource='deployment://x.groovy'/> | scriptTask S: models have no such element",
                "<bpmn:sequenceFlow id='F' sourceRef='s' targetRef='s'><bpmn:conditionExpression language='groovy'>x</bpmn:conditionExpression></bpmn:sequenceFlow> | conditionExpression in F: it cannot have the attribute language",
                "<bpmn:sequenceFlow id='F' sourceRef='s' targetRef='s'><bpmn:conditionExpression camunda:resource='x.groovy'/></bpmn:sequenceFlow> | cannot have the attribute camunda:resource",
                "<bpmn:sequenceFlow id='F' sourceRef='s' targetRef='s'><bpmn:conditionExpression>${gate.execute(execution)}</bpmn:conditionExpression></bpmn:sequenceFlow> | calls gate.execute()",
                "<bpmn:endEvent id='E'><bpmn:extensionElements><camunda:executionListener event='start'><camunda:script scriptFormat='javascript'>x</camunda:script></camunda:executionListener></bpmn:extensionElements></bpmn:endEvent> | camunda:executionListener in E: models have no such element",
                "<bpmn:extensionElements><camunda:executionListener event='start' expression='${gate}'/></bpmn:extensionElements> | camunda:executionListener in p: models have no such element",
                "<bpmn:userTask id='U'><bpmn:extensionElements><camunda:taskListener event='complete'><camunda:script scriptFormat='juel'>${x}</camunda:script></camunda:taskListener></bpmn:extensionElements></bpmn:userTask> | camunda:script in U: models have no such element",
                "<bpmn:userTask id='U'><bpmn:extensionElements><camunda:taskListener event='create' delegateExpression='${gate}'/></bpmn:extensionElements></bpmn:userTask> | camunda:taskListener in U: models have no such element",
                "<bpmn:userTask id='U'><bpmn:extensionElements><camunda:inputOutput><camunda:inputParameter name='x'><camunda:script scriptFormat='groovy'>x</camunda:script></camunda:inputParameter></camunda:inputOutput></bpmn:extensionElements></bpmn:userTask> | camunda:inputParameter in U: models have no such element",
                "<bpmn:userTask id='U'><bpmn:multiInstanceLoopCharacteristics><bpmn:completionCondition>${x}</bpmn:completionCondition></bpmn:multiInstanceLoopCharacteristics></bpmn:userTask> | completionCondition in U: models have no such element",
                "<bpmn:userTask id='U'><bpmn:standardLoopCharacteristics><bpmn:loopCondition language='groovy'>x</bpmn:loopCondition></bpmn:standardLoopCharacteristics></bpmn:userTask> | loopCondition in U: models have no such element",
                "<bpmn:intermediateCatchEvent id='T'><bpmn:timerEventDefinition><bpmn:timeDuration language='groovy'>x</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent> | timeDuration in T: it cannot have the attribute language",
                "<bpmn:intermediateCatchEvent id='T'><bpmn:timerEventDefinition><bpmn:timeDate>${execution.processEngine}</bpmn:timeDate></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent> | more than variables",
                "<bpmn:intermediateCatchEvent id='T'><bpmn:conditionalEventDefinition><bpmn:condition language='groovy'>x</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:intermediateCatchEvent> | conditionalEventDefinition in T: models have no such element",
                "<bpmn:complexGateway id='G'><bpmn:activationCondition language='groovy'>x</bpmn:activationCondition></bpmn:complexGateway> | complexGateway G: models have no such element",
                "<bpmn:userTask id='U'><bpmn:potentialOwner><bpmn:resourceAssignmentExpression><bpmn:formalExpression language='groovy'>x</bpmn:formalExpression></bpmn:resourceAssignmentExpression></bpmn:potentialOwner></bpmn:userTask> | formalExpression in U: models have no such element",
                "<bpmn:userTask id='U'><bpmn:dataInputAssociation><bpmn:assignment><bpmn:from language='groovy'>x</bpmn:from></bpmn:assignment></bpmn:dataInputAssociation></bpmn:userTask> | from in U: models have no such element",
                "<bpmn:userTask id='U'><bpmn:extensionElements><camunda:failedJobRetryTimeCycle>${gate.execute(execution)}</camunda:failedJobRetryTimeCycle></bpmn:extensionElements></bpmn:userTask> | calls gate.execute()",
                "<bpmn:sendTask id='S' camunda:class='java.lang.Runtime'/> | sendTask S: models have no such element",
                "<bpmn:endEvent id='E'><bpmn:messageEventDefinition camunda:class='java.lang.Runtime'/></bpmn:endEvent> | messageEventDefinition in E: it cannot have the attribute camunda:class",
                "<bpmn:endEvent id='E'><bpmn:messageEventDefinition camunda:expression='${gate}'/></bpmn:endEvent> | cannot have the attribute camunda:expression",
                "<bpmn:endEvent id='E'><bpmn:messageEventDefinition camunda:delegateExpression='${dataSource}'/></bpmn:endEvent> | cannot have the attribute camunda:delegateExpression",
                "<bpmn:serviceTask id='S' camunda:delegateExpression='${gate}${publish}' camunda:asyncBefore='true'/> | the palette has gate, publish",
                "<bpmn:serviceTask id='S' camunda:delegateExpression='#{gate}' camunda:asyncBefore='true'/> | the palette has gate, publish",
                "<bpmn:serviceTask id='S' camunda:delegateExpression='${gate}' camunda:asyncBefore='true'><bpmn:extensionElements><camunda:field name='x' expression='${y}'/></bpmn:extensionElements></bpmn:serviceTask> | camunda:field in S: models have no such element",
                "<bpmn:serviceTask id='S' camunda:delegateExpression='${gate}' camunda:asyncBefore='true' camunda:resultVariable='answer'/> | cannot have the attribute camunda:resultVariable",
                "<bpmn:serviceTask id='S' camunda:delegateExpression='${gate}' camunda:asyncBefore='true' camunda:jobPriority='${gate.order}'/> | more than variables",
                "<bpmn:serviceTask id='S' camunda:delegateExpression='${gate}' camunda:asyncBefore='true'><bpmn:extensionElements><camunda:connector><camunda:connectorId>http-connector</camunda:connectorId></camunda:connector></bpmn:extensionElements></bpmn:serviceTask> | camunda:connectorId in S: models have no such element",
                "<bpmn:serviceTask id='S' class='x.Y' camunda:asyncBefore='true'/> | cannot have the attribute class",
                "<bpmn:serviceTask id='S' xmlns:activiti='http://activiti.org/bpmn' activiti:class='x.Y' camunda:asyncBefore='true'/> | cannot have the attribute class",
                "<bpmn:userTask id='U'><bpmn:extensionElements><activiti:taskListener xmlns:activiti='http://activiti.org/bpmn' event='create' class='x'/></bpmn:extensionElements></bpmn:userTask> | taskListener in U: models have no such element",
                "<bpmn:userTask id='U'><bpmn:extensionElements><camunda:formData><camunda:formField id='x'><camunda:validation><camunda:constraint name='validator' config='x.Y'/></camunda:validation></camunda:formField></camunda:formData></bpmn:extensionElements></bpmn:userTask> | camunda:constraint in x: models have no such element",
                "<bpmn:userTask id='U' camunda:formRef='x' camunda:formRefBinding='latest'/> | cannot have the attribute camunda:formRef",
                "<bpmn:userTask id='U' camunda:formKey='embedded:deployment:../decision.html'/> | its form is",
                "<bpmn:userTask id='U' camunda:formKey='${title}'/> | its form is",
                "<bpmn:businessRuleTask id='B' camunda:decisionRef='x'/> | businessRuleTask B: models have no such element",
                "<bpmn:callActivity id='C' camunda:caseRef='x'/> | callActivity C: models have no such element",
                "<bpmn:callActivity id='C' calledElement='x' camunda:variableMappingClass='x.Y'/> | callActivity C: models have no such element",
                "<bpmn:import importType='http://www.w3.org/2001/XMLSchema' location='file:///etc/passwd' namespace='x'/> | import in p: models have no such element",
                "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file:///etc/passwd'/> | include in p: models have no such element",
                "<bpmn:boundaryEvent id='B' attachedToRef='s'><bpmn:errorEventDefinition/></bpmn:boundaryEvent> | errorEventDefinition in B: models have no such element",
                "<bpmn:boundaryEvent id='B' attachedToRef='s'><bpmn:escalationEventDefinition/></bpmn:boundaryEvent> | escalationEventDefinition in B: models have no such element",
                "<bpmn:startEvent id='E' camunda:formHandlerClass='x.Y'/> | cannot have the attribute camunda:formHandlerClass",
                "<bpmn:intermediateCatchEvent id='T'><bpmn:timerEventDefinition><bpmn:timeDate xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:type='bpmn:tScript'>x</bpmn:timeDate></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent> | its type is tFormalExpression",
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><definitions>&e;</definitions>",
                "<!DOCTYPE x [<!ENTITY e SYSTEM 'http://127.0.0.1:9/'>]><definitions>&e;</definitions>",
                "<!DOCTYPE x SYSTEM 'http://127.0.0.1:9/x.dtd'><definitions/>",
                "<!DOCTYPE x [<!ENTITY % e SYSTEM 'file:///etc/passwd'> %e;]><definitions/>",
                "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;'>"
                        + "<!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;'><!ENTITY e '&d;&d;&d;&d;&d;&d;'>]><definitions>&e;&e;</definitions>",
                "<!DOCTYPE x><definitions/>",
                "<?xml-stylesheet href='http://127.0.0.1:9/'?><definitions/>",
                "<definitions>&undeclared;</definitions>",
                "<a",
                "",
            })
    void noDtdNoEntityAndNoBrokenXmlIsRead(String xml) {
        for (var name : List.of("x.bpmn", "x.bpmn20.xml", "x.dmn", "x.BPMN")) {
            for (var charset : List.of(UTF_8, StandardCharsets.UTF_16)) {
                assertThatThrownBy(() -> rules.check(name, xml.getBytes(charset)))
                        .isInstanceOf(ModelRefused.class)
                        .hasMessageContaining("well-formed");
            }
        }
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

    @ParameterizedTest(name = "{0} is refused: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<input id='i'><inputExpression id='ie' expressionLanguage='groovy'><text>x</text></inputExpression></input> | cannot have the attribute expressionLanguage",
                "<input id='i'><inputExpression id='ie' expressionLanguage='juel'><text>x</text></inputExpression></input> | cannot have the attribute expressionLanguage",
                "<input id='i'><inputExpression id='ie'><text>${gate.execute(null)}</text></inputExpression></input> | calls gate.execute()",
                "<rule id='r'><inputEntry id='n' expressionLanguage='javascript'><text>x</text></inputEntry></rule> | cannot have the attribute expressionLanguage",
                "<rule id='r'><outputEntry id='n'><text>#{dataSource}</text></outputEntry></rule> | reads dataSource",
                "<rule id='r'><outputEntry id='n'><text>function() external { java: { class: \"java.lang.Runtime\", method signature: \"getRuntime()\" } }</text></outputEntry></rule> | calls other code",
                "<businessKnowledgeModel id='b'/> | businessKnowledgeModel b: models have no such element",
                "<invocation id='v'/> | invocation v: models have no such element",
                "<functionDefinition id='f' kind='Java'/> | functionDefinition f: models have no such element",
                "<import importType='x' locationURI='file:///etc/passwd' namespace='x'/> | models have no such element",
            })
    void aTableSpeaksFeelAndNothingElse(String inside, String reason) {
        assertThatThrownBy(() -> rules.check("x.dmn", dmn(inside))).hasMessageContaining(reason);
    }

    @Test
    void aPlainTableIsAllowed() {
        assertThatCode(
                        () -> rules.check(
                                "x.dmn",
                                dmn(
                                        "<input id='i'><inputExpression id='ie'><text>brand</text>"
                                                + "</inputExpression></input><output id='o' name='x'/><rule id='r'><inputEntry id='n'>"
                                                + "<text>\"aurora\"</text></inputEntry><outputEntry id='m'><text>2 + 2</text></outputEntry></rule>")))
                .doesNotThrowAnyException();
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

    private static byte[] dmn(String inside) {
        return ("<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/'"
                        + " xmlns:camunda='http://camunda.org/schema/1.0/dmn' id='d' name='d' namespace='x'>"
                        + "<decision id='t' name='t' camunda:historyTimeToLive='30'><decisionTable id='dt'>" + inside
                        + "</decisionTable></decision></definitions>")
                .getBytes(UTF_8);
    }

    private static byte[] bpmn(String inside, String timeToLive) {
        return ("<bpmn:definitions xmlns:bpmn='http://www.omg.org/spec/BPMN/20100524/MODEL'"
                        + " xmlns:camunda='http://camunda.org/schema/1.0/bpmn' id='d' targetNamespace='x'>"
                        + "<bpmn:process id='p' isExecutable='true' camunda:historyTimeToLive='" + timeToLive
                        + "'><bpmn:startEvent id='s'/>" + inside + "</bpmn:process></bpmn:definitions>")
                .getBytes(UTF_8);
    }
}
