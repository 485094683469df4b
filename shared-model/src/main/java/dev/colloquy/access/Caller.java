package dev.colloquy.access;

import jakarta.enterprise.context.RequestScoped;

/** Who sends the HTTP request at hand. Inject it. */
@RequestScoped
public class Caller {
    private String name = "";

    /**
     * Different for every caller: the name of its API key, or what its token says of it. Empty if nobody is
     * authenticated. At most 128 characters.
     */
    public String name() {
        return name;
    }

    void is(String authenticated) {
        name = authenticated;
    }
}
