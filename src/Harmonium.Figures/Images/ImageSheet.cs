using System.Globalization;
using Harmonium.Figures.Animations;
using Harmonium.Figures.Charts;
using SkiaSharp;

namespace Harmonium.Figures.Images;

/// <summary>Images in rows and columns, with captions and a title. Every number is a square of whole pixels.</summary>
public abstract class ImageSheet : Figure
{
    private readonly SheetPlan _plan;
    private readonly SheetOptions _options;
    private readonly Shading _shading;

    private protected ImageSheet(SheetPlan plan, SheetOptions? options, Shading defaultShading)
    {
        _plan = plan;
        _options = options ?? new SheetOptions();
        _shading = _options.Shading ?? defaultShading;
    }

    /// <summary>Returns the sheet as an indexed image, for example for a frame of an <see cref="Animation"/>.</summary>
    public IndexedImage Draw()
    {
        SheetLayout layout = new(_plan, _options, _shading.HasScale);
        SheetPalette palette = new(_shading);
        SheetCanvas canvas = new(layout.Width, layout.Height, palette);
        IReadOnlyList<(float Low, float High)> ranges = _shading.RangesOf(_plan.Images);
        for (int row = 0; row < _plan.Rows; row++)
        {
            for (int column = 0; column < _plan.Columns; column++)
            {
                if (_plan.Cells[row, column] is int image and >= 0)
                    DrawImage(canvas, layout, palette, row, column, image, ranges[image]);
            }
        }

        DrawWords(canvas, layout);
        if (_shading.HasScale)
            DrawScale(canvas, layout, palette, ranges[0]);
        return canvas.ToImage();
    }

    /// <inheritdoc/>
    public sealed override byte[] ToPng() => Draw().ToPng();

    /// <inheritdoc/>
    /// <remarks>The sheet is an image in pixels, also in SVG, where it keeps its sharp edges at any size.</remarks>
    public sealed override string ToSvg()
    {
        IndexedImage sheet = Draw();
        string width = Length(sheet.Width), height = Length(sheet.Height);
        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">" +
            $"<image width=\"{width}\" height=\"{height}\" style=\"image-rendering:pixelated\" " +
            $"href=\"data:image/png;base64,{Convert.ToBase64String(sheet.ToPng())}\"/></svg>";
    }

    private static string Length(int pixels) => ((double)pixels / PixelsPerUnit).ToString(CultureInfo.InvariantCulture);

    private void DrawImage(SheetCanvas canvas, SheetLayout layout, SheetPalette palette, int row, int column, int image, (float, float) range)
    {
        int frame = _options.Frame ? SheetLayout.FrameWidth : 0, size = layout.PixelSize;
        int left = layout.LeftOf(column), top = layout.TopOf(row);
        canvas.Fill(left, top, (_plan.ImageWidth * size) + (2 * frame), (_plan.ImageHeight * size) + (2 * frame), palette.Hairline);
        canvas.Image(left + frame, top + frame, size, _plan.Images.RowRange(image, 1).AsSpan(), _plan.ImageWidth, _shading, range);
    }

    private void DrawWords(SheetCanvas canvas, SheetLayout layout)
    {
        if (_options.Title is string title)
            canvas.Text(title, layout.Width / 2f, SheetLayout.TitleMiddle, SheetLayout.TitleSize, SKTextAlign.Center);
        for (int column = 0; column < _plan.ColumnCaptions.Count; column++)
        {
            float middle = layout.Left + (column * layout.ColumnPitch) + ((layout.ColumnPitch - _options.Gap) / 2f);
            canvas.Text(_plan.ColumnCaptions[column], middle, layout.ColumnCaptionMiddle, SheetLayout.CaptionSize, SKTextAlign.Center);
        }

        for (int row = 0; row < _plan.RowCaptions.Count; row++)
        {
            float middle = layout.TopOf(row) + ((layout.RowPitch - _options.Gap) / 2f);
            canvas.Text(_plan.RowCaptions[row], layout.RowCaptionRight, middle, SheetLayout.CaptionSize, SKTextAlign.Right);
        }
    }

    private void DrawScale(SheetCanvas canvas, SheetLayout layout, SheetPalette palette, (float Low, float High) range)
    {
        int left = layout.GridMiddle - (SheetLayout.ScaleWidth / 2);
        canvas.Fill(left - 1, layout.ScaleTop - 1, SheetLayout.ScaleWidth + 2, SheetLayout.ScaleHeight + 2, palette.Hairline);
        for (int x = 0; x < SheetLayout.ScaleWidth; x++)
            canvas.Fill(left + x, layout.ScaleTop, 1, SheetLayout.ScaleHeight, (byte)Math.Round(x * (_shading.Levels - 1) / (SheetLayout.ScaleWidth - 1.0)));
        float[] marks = [range.Low, (range.Low + range.High) / 2, range.High];
        for (int i = 0; i < marks.Length; i++)
        {
            string words = AxisNumber.Short(marks[i]);
            canvas.Text(words, left + (i * SheetLayout.ScaleWidth / 2f), layout.ScaleCaptionMiddle, SheetLayout.CaptionSize, SKTextAlign.Center);
        }
    }
}
