/** The entry of a worker thread whose module cannot be loaded. */
throw new SyntaxError("this module is broken");
