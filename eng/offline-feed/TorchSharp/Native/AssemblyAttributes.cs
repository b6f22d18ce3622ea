using System.Runtime.CompilerServices;

// All that crosses into native code is blittable: nothing has to be marshalled, and calls are inlined.
[assembly: DisableRuntimeMarshalling]

// Argument blocks live on the stack and are written before they are read.
[module: SkipLocalsInit]
