/**
 * What can be done, by name and by key: the palette, the key sheet and the menus all read this one
 * list.
 */
@NullMarked
package salvor.workbench.commands;

import org.jspecify.annotations.NullMarked;
