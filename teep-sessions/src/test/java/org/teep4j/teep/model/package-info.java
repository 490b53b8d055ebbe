/**
 * Both sides of TEEP in random play, beside a model of what may happen. The model knows messages
 * and contents alone: nothing of the library's state.
 */
package org.teep4j.teep.model;
