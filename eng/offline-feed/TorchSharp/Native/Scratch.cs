using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>Room for the lists and texts of one call: a block on the stack, and blocks on the heap once it is full.</summary>
internal unsafe ref struct Scratch
{
    private byte* _free;
    private nint _left;
    private List<nint> _blocks;

    internal Scratch(byte* block, int size)
    {
        _free = block;
        _left = size;
    }

    internal void* Take(nint size)
    {
        size = (size + 7) & ~(nint)7;
        if (size > _left)
        {
            void* block = NativeMemory.Alloc((nuint)size);
            (_blocks ??= []).Add((nint)block);
            return block;
        }

        void* taken = _free;
        _free += size;
        _left -= size;
        return taken;
    }

    internal readonly void Dispose()
    {
        if (_blocks is null)
        {
            return;
        }

        foreach (nint block in _blocks)
        {
            NativeMemory.Free((void*)block);
        }
    }
}
