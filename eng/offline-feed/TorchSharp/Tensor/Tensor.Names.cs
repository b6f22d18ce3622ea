using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Names of the dimensions; null for each that has none.</summary>
        public unsafe string[] names
        {
            get
            {
                var names = new string[ndim];
                for (int d = 0; d < names.Length; d++)
                {
                    names[d] = Marshal.PtrToStringUTF8((nint)NativeMethods.ts_name(Handle, d));
                }

                return names;
            }
        }

        /// <summary>Names the dimensions; null takes all names away.</summary>
        public unsafe Tensor rename_(IEnumerable<string> names)
        {
            string[] given = names?.ToArray();
            if (given is not null && given.Length != ndim)
            {
                throw new ArgumentException(
                    $"The number of dimension names ({given.Length}) is different from the number of dimensions ({ndim}).", nameof(names));
            }

            // One after the other, each ended by a zero; an empty one is none.
            byte[] text = Encoding.UTF8.GetBytes(given is null ? "" : string.Concat(given.Select(name => name + '\0')));
            fixed (byte* first = text)
            {
                NativeError.Check(NativeMethods.ts_rename(Handle, first, given?.Length ?? -1));
                GC.KeepAlive(this);
                return this;
            }
        }
    }
}
