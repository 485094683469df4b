package dev.colloquy.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.access.ScopeRules.Rule;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScopeRulesTest {
    @Test
    void a_scope_may_stand_on_the_method() throws NoSuchMethodException {
        assertEquals(Optional.of(Scope.OPERATE), rule(Direct.class, "own").scope());
    }

    @Test
    void a_method_without_one_has_that_of_its_class() throws NoSuchMethodException {
        assertEquals(Optional.of(Scope.READ), rule(Direct.class, "none").scope());
    }

    @Test
    void a_scope_may_stand_on_the_interface_of_a_resource() throws NoSuchMethodException {
        assertEquals(Optional.of(Scope.BEGIN), rule(Behind.class, "begin").scope());
    }

    @Test
    void without_any_the_method_is_open_to_nobody() throws NoSuchMethodException {
        Rule rule = rule(Forgotten.class, "hello");

        assertFalse(rule.open());
        assertTrue(rule.scope().isEmpty());
    }

    @Test
    void a_resource_that_authenticates_itself_is_let_alone() throws NoSuchMethodException {
        assertTrue(rule(Itself.class, "hello").open());
    }

    private static Rule rule(Class<?> resource, String method) throws NoSuchMethodException {
        return new ScopeRules().of(resource, resource.getDeclaredMethod(method));
    }

    @RequiresScope(Scope.READ)
    static final class Direct {
        @RequiresScope(Scope.OPERATE)
        void own() {}

        void none() {}
    }

    interface Front {
        @RequiresScope(Scope.BEGIN)
        void begin();
    }

    static final class Behind implements Front {
        @Override
        public void begin() {}
    }

    static final class Forgotten {
        void hello() {}
    }

    @AuthenticatesItself
    static final class Itself {
        void hello() {}
    }
}
