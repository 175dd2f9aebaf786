"use strict";
kessan.start();
