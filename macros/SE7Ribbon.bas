Attribute VB_Name = "SE7Ribbon"
Option Explicit

' The ribbon of the savings tracker. What a button does is done by the Python package
' se7_excel; here its name is carried there, and it is said plainly what to do where
' that cannot be. No figure is read or worked out in this module.

Private Const CAPTION As String = "Savings tracker"
Private Const SETTINGS_TAB As String = "Settings"
Private Const PARTIES_TABLE As String = "SE7_Parties"
Private Const PARTNERSHIP_CELL As String = "SE7_Partnership"
Private Const REPORTING_CELL As String = "SE7_Reporting_authority"
Private Const NOT_INSTALLED As String = "se7_excel is missing. Install it, then run se7 install-addin."

Private Shown As Object

' ---- What the ribbon calls

Public Sub OnLoad(ribbon As IRibbonUI)
    Set Shown = ribbon
End Sub

Public Sub OnAction(control As IRibbonControl)
    Press control.ID
End Sub

Public Sub IsTracker(control As IRibbonControl, ByRef returnedVal)
    returnedVal = HasSettings()
End Sub

Public Sub IsServedHere(control As IRibbonControl, ByRef returnedVal)
    returnedVal = ServedHere()
End Sub

Public Sub AuthorityCount(control As IRibbonControl, ByRef returnedVal)
    returnedVal = Authorities().Count
End Sub

Public Sub AuthorityLabel(control As IRibbonControl, index As Integer, ByRef returnedVal)
    returnedVal = AuthorityAt(index)
End Sub

Public Sub AuthorityId(control As IRibbonControl, index As Integer, ByRef returnedVal)
    returnedVal = "authority_" & index
End Sub

Public Sub ReportingIndex(control As IRibbonControl, ByRef returnedVal)
    returnedVal = IndexOfReporting()
End Sub

Public Sub ChooseReporting(control As IRibbonControl, id As String, index As Integer)
    Report AuthorityAt(index)
End Sub

' ---- A button pressed

Public Sub Press(ByVal button As String)
    Dim refusal As String
    refusal = SE7Guard.Hindrance()
    If refusal = "" Then
        StartPython button
    Else
        Tell refusal
    End If
End Sub

Public Sub StartPython(ByVal button As String)
    ' Without alerts: while Python's message stands open, Excel would say every minute that it waits for another application.
    Dim alerts As Boolean
    Dim mode As Long
    Dim answer As Variant
    Dim failure As String
    alerts = True
    mode = 0
    failure = ""
    On Error Resume Next
    mode = Application.Calculation
    On Error GoTo Failed
    alerts = Application.DisplayAlerts
    Application.DisplayAlerts = False
    answer = Application.Run(SE7Python.Way("RunPython"), PythonCommand(button))
    If IsNumeric(answer) Then
        If answer = -1 Then failure = AfterFailure("with the message you have just seen")
    End If
Done:
    On Error GoTo 0
    PutBack alerts, mode, failure <> ""
    If failure <> "" Then Tell failure
    Exit Sub
Failed:
    failure = Err.Description
    failure = AfterFailure("before it was done") & vbLf & vbLf & "Excel said: " & failure
    Resume Done
End Sub

Public Sub PutBack(ByVal alerts As Boolean, ByVal mode As Long, ByVal failed As Boolean)
    ' Python may have been ended while it kept Excel still.
    On Error Resume Next
    Application.DisplayAlerts = alerts
    If Not failed Then Exit Sub
    Application.EnableEvents = True
    Application.ScreenUpdating = True
    If mode <> 0 Then Application.Calculation = mode
End Sub

Public Function PythonCommand(ByVal button As String) As String
    ' One expression, without double quotes and under 255 characters: it travels through Excel and on a command line.
    PythonCommand = "import importlib.util as u, xlwings as x; " & _
        "x.apps.active.alert('" & NOT_INSTALLED & "') if u.find_spec('se7_excel') is None " & _
        "else __import__('se7_excel.entrances.addin').entrances.addin.press('" & button & "')"
End Function

Public Function AfterFailure(ByVal how As String) As String
    AfterFailure = "Python could not be started, or stopped " & how & ". If cells have changed, press the button once more." & _
        vbLf & vbLf & "Finish any cell you are editing and press the button again. If it keeps happening, run  se7 doctor  " & _
        "in a terminal: it says what is wrong on this computer. With the workbook saved and closed, " & _
        "the se7 commands do the same on the file."
End Function

Public Sub Tell(ByVal text As String)
    MsgBox text, vbExclamation, CAPTION
End Sub

' ---- Which workbook is served, and for which authority

Public Sub Renew()
    On Error Resume Next
    If Not Shown Is Nothing Then Shown.Invalidate
End Sub

Public Function HasRibbon() As Boolean
    HasRibbon = True
End Function

Public Function HasSettings() As Boolean
    Dim sheet As Object
    HasSettings = False
    If ActiveWorkbook Is Nothing Then Exit Function
    For Each sheet In ActiveWorkbook.Worksheets
        If LCase(sheet.Name) = LCase(SETTINGS_TAB) Then HasSettings = True
    Next sheet
End Function

Public Function ServedHere() As Boolean
    ' The add-in steps back where the workbook brings the same ribbon with it.
    Dim own As Variant
    ServedHere = HasSettings()
    If Not ServedHere Then Exit Function
    If ActiveWorkbook.Name = ThisWorkbook.Name Then Exit Function
    own = False
    On Error Resume Next
    own = Application.Run("'" & Replace(ActiveWorkbook.Name, "'", "''") & "'!SE7Ribbon.HasRibbon")
    On Error GoTo 0
    If own = True Then ServedHere = False
End Function

Public Function Authorities() As Collection
    Dim found As New Collection
    Dim cell As Object
    Dim whole As String
    On Error GoTo Done
    whole = LCase(Trim(CStr(ActiveWorkbook.Names(PARTNERSHIP_CELL).RefersToRange.Value)))
    For Each cell In ActiveWorkbook.Worksheets(SETTINGS_TAB).ListObjects(PARTIES_TABLE).ListColumns(1).DataBodyRange.Cells
        If Trim(CStr(cell.Value)) <> "" And LCase(Trim(CStr(cell.Value))) <> whole Then found.Add Trim(CStr(cell.Value))
    Next cell
Done:
    Set Authorities = found
End Function

Public Function AuthorityAt(ByVal index As Integer) As String
    Dim known As Collection
    Set known = Authorities()
    AuthorityAt = ""
    If index >= 0 And index < known.Count Then AuthorityAt = known(index + 1)
End Function

Public Function IndexOfReporting() As Integer
    Dim known As Collection
    Dim reporting As String
    Dim position As Integer
    IndexOfReporting = -1
    On Error GoTo Done
    reporting = LCase(Trim(CStr(ActiveWorkbook.Names(REPORTING_CELL).RefersToRange.Value)))
    Set known = Authorities()
    For position = 1 To known.Count
        If LCase(known(position)) = reporting Then IndexOfReporting = position - 1
    Next position
Done:
End Function

Public Sub Report(ByVal authority As String)
    If authority = "" Then Exit Sub
    On Error GoTo Failed
    ActiveWorkbook.Names(REPORTING_CELL).RefersToRange.Value = authority
    Exit Sub
Failed:
    Tell "The reporting authority could not be set. Finish any cell you are editing and lift the protection of the tab " & _
        SETTINGS_TAB & ", or type the name there, next to Reporting authority."
    Renew
End Sub
