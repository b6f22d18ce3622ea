using System;

namespace Microsoft.ML.Internal.DataView
{
    /// <summary>Argument checks of this assembly; the family of exceptions is part of the contract.</summary>
    internal static class Check
    {
        public static void Argument(bool holds, string name)
        {
            if (!holds)
            {
                throw new ArgumentOutOfRangeException(name);
            }
        }

        public static void Argument(bool holds, string name, string message)
        {
            if (!holds)
            {
                throw new ArgumentOutOfRangeException(name, message);
            }
        }

        public static void NotNull(object value, string name) => ArgumentNullException.ThrowIfNull(value, name);

        // An empty name is answered as a missing one.
        public static void Name(string value, string name)
        {
            if (string.IsNullOrEmpty(value))
            {
                throw new ArgumentNullException(name);
            }
        }
    }
}
