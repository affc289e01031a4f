package org.imprimatur.library;

import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Collectors;
import org.imprimatur.FieldError;
import org.imprimatur.InvalidFields;
import org.imprimatur.assets.AssetRefused;
import org.imprimatur.people.Brand;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Permissions.Action;
import org.imprimatur.people.Person;
import org.imprimatur.web.TooOften;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The upload for who has no scripts: one file, streamed as everywhere, and then the page of what became of it. */
@Controller
class UploadForm {

    private final Uploads uploads;
    private final Permissions permissions;
    private final MessageSource messages;

    UploadForm(Uploads uploads, Permissions permissions, MessageSource messages) {
        this.uploads = uploads;
        this.permissions = permissions;
        this.messages = messages;
    }

    @PostMapping(path = "/library/upload", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    String upload(Brand brand, Person person, HttpServletRequest request, RedirectAttributes after) {
        permissions.require(person, Action.UPLOAD, brand.id());
        try {
            var received = uploads.receive(brand.id(), person, request);
            var title = received.asset().title();
            after.addFlashAttribute(
                    "toast", received.duplicate() ? say("upload.linked-as", title) : say("upload.received", title));
            return "redirect:/library/" + received.asset().id();
        } catch (RejectedBefore rejected) {
            after.addFlashAttribute("toast", rejected.getMessage());
            return "redirect:/library/" + rejected.asset().id();
        } catch (InvalidFields invalid) {
            var words = invalid.errors().stream().map(FieldError::message).collect(Collectors.joining(" "));
            after.addFlashAttribute("refusedUpload", words);
            return "redirect:/library";
        } catch (AssetRefused | TooOften refused) {
            after.addFlashAttribute("refusedUpload", refused.getMessage());
            return "redirect:/library";
        }
    }

    private String say(String key, Object... values) {
        return messages.getMessage(key, values, LocaleContextHolder.getLocale());
    }
}
