package org.imprimatur.content;

import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.imprimatur.approval.Refused;
import org.imprimatur.people.Person;
import org.imprimatur.web.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Withdraws a submitted version and deletes a draft, each asked before. */
@Controller
@RequestMapping("/posts")
class PostWithdrawalPages {

    private final Posts posts;
    private final PostSheets sheets;
    private final MessageSource messages;

    PostWithdrawalPages(Posts posts, PostSheets sheets, MessageSource messages) {
        this.posts = posts;
        this.sheets = sheets;
        this.messages = messages;
    }

    /** The page named it and asked before; its version is the one that was shown. */
    @PostMapping("/{id}/delete")
    String delete(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "0") int version,
            Person person,
            RedirectAttributes redirect) {
        var post = posts.get(id, person);
        try {
            posts.delete(id, version, person);
        } catch (StalePost e) {
            redirect.addFlashAttribute("toast", e.getMessage());
            return "redirect:/posts/" + id;
        }
        redirect.addFlashAttribute("toast", say("post.deleted", post.title()));
        return "redirect:/posts?brand=" + post.brand();
    }

    /** Asks before a version is withdrawn, and says what falls with it. */
    @GetMapping("/{id}/withdraw")
    String askToWithdraw(@PathVariable UUID id, Person person, Model model) {
        try {
            return withdrawal(posts.requireWithdrawable(id, person), "", null, model);
        } catch (Refused e) {
            if (e.kind() != Refused.Kind.CONFLICT) {
                throw e;
            }
            return "redirect:/posts/" + id; // it was withdrawn, or went on: its page tells
        }
    }

    /** @param hash of the version that the page showed */
    @PostMapping("/{id}/withdraw")
    String withdraw(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(required = false) @Nullable String hash,
            Person person,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        try {
            var post = posts.withdraw(id, reason, hash, person);
            redirect.addFlashAttribute("toast", say("post.withdrawn", post.title()));
            return "redirect:/posts/" + id;
        } catch (InvalidInput e) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return withdrawal(posts.requireWithdrawable(id, person), reason, e.getMessage(), model);
        }
    }

    private String withdrawal(Post post, String reason, @Nullable String error, Model model) {
        model.addAttribute("post", post);
        model.addAttribute("round", sheets.submitted(post));
        model.addAttribute("approvals", sheets.approvals(post));
        model.addAttribute("reason", reason);
        model.addAttribute("error", error);
        return "content/withdraw";
    }

    private String say(String key, Object... arguments) {
        return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }
}
